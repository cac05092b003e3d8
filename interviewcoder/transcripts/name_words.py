"""Word lists by which names are told from other words with a capital in Dutch speech; short, since people confirm."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    """
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus
    september oktober november december kerst kerstmis pasen pinksteren koningsdag sinterklaas carnaval ramadan
    nederland nederlands nederlandse nederlander hollands hollandse duitsland duits duitse duitser duitsers belgië
    belgisch belgische frankrijk frans franse engels engelse engeland italië italiaans spanje spaans portugal polen
    pools poolse polen roemenië roemeens turkije turks turkse marokko syrië syrisch oekraïne zweden zweeds zweedse
    deens deense denemarken noorwegen oostenrijk zwitserland japan japans china chinees chinese amerika amerikaans
    amerikaanse amerikanen europa europees europese benelux azië afrika
    tig mig mag bbl bol lms mt
    excel word teams outlook google whatsapp linkedin youtube internet iso vca mbo hbo vmbo cao hr hrm it ict erp plc
    cnc cad lean kaizen scrum corona covid mkb bv nv
    ja nee nou maar dus en of want als toen dan daar dat die dit deze het de een ik jij je u hij zij ze we wij jullie
    wat wie waar wanneer hoe waarom welke zo oké goed kijk precies klopt tuurlijk natuurlijk eigenlijk ook nog wel
    niet geen er hier iets niks niemand iedereen alles elke elk bij in op met van voor naar uit aan om over na tot
    zonder omdat doordat terwijl hoewel zodat soms vaak altijd nooit misschien bijvoorbeeld vroeger later straks nu
    vandaag gisteren morgen sorry vorig vorige volgend volgende tja ach ho hè hoi hallo dank
    mijn jouw zijn haar ons onze hun is was heb heeft had ben bent waren wordt werd kan kon
    moet mag zal zou wil ga gaat doe doet zeg zegt vind vindt weet denk laat kom komt sta staat synthetisch interview
    """
)
"""Lower case: words that may have a capital and are nobody's name, or that begin many a sentence."""

FIRST_NAMES = _words(
    """
    Aad Ahmed Albert Alex Ali André Anja Anke Anna Anne Annelies Annemarie Anouk Arie Arjan Arnold Astrid Bart Bas Ben
    Bennie Berend Bert Bianca Bob Bram Carla Carolien Cees Chantal Chris Christiaan Cindy Claudia Corrie Daan Daniël
    Dave David Dennis Dirk Dick Edwin Eelco Ellen Els Emma Erik Eva Evert Femke Ferry Fleur Frank Frans Fred Gerard
    Gerda Gerrit Gert Gijs Guus Hans Hannah Harm Harry Hassan Heleen Henk Hennie Herman Hester Huub Ilse Ineke Inge
    Irene Iris Jaap Jack Jacob Jan Janneke Jannie Jasper Jeanette Jelle Jeroen Jesse Jim Jo Joke Joop Joost Joris José
    Joyce Judith Karel Karin Kees Kevin Kim Klaas Koen Krijn Lars Laura Leen Leo Lex Lieke Linda Lisa Loes Lotte Lucas
    Luuk Maaike Maarten Manon Marcel Marco Margriet Maria Marieke Marijke Marit Mariska Marja Mark Marleen Martijn
    Martin Mathijs Max Michel Miranda Mohamed Monique Nadia Natasja Nick Niels Nico Nina Noor Olaf Pascal Patrick Paul
    Peter Petra Piet Pieter Pim Ralph Ramon Remco René Richard Rick Rik Rob Robert Robin Roel Ron Ronald Rosa Ruben
    Ruud Saskia Sander Sandra Sanne Simon Sjaak Sjoerd Sofie Sophie Stefan Sven Sylvia Teun Theo Thijs Thomas Tim Tom
    Tonnie Trudy Truus Vera Vincent Wendy Wessel Wil Wilco Willem Wim Wouter Yvonne
    """
)

PLACES = _words(
    """
    Alkmaar Almelo Almere Amersfoort Amsterdam Apeldoorn Arnhem Assen Breda Deventer Doetinchem Drenthe Ede Eindhoven
    Emmen Enschede Flevoland Friesland Gelderland Groningen Haarlem Hengelo Limburg Maastricht Nijmegen Overijssel
    Rotterdam Tilburg Twente Utrecht Veluwe Venlo Wageningen Winterswijk Zeeland Zutphen Zwolle Achterhoek Salland
    """
)

PARTICLES = ("van", "de", "den", "der", "ter", "ten", "te", "el", "al", "'t", "’t", "von", "la", "le")
"""What may stand within a surname with a small letter."""

TITLES = _words("meneer mevrouw mijnheer dhr mw mevr heer")
BEFORE_PERSON = TITLES | _words(
    """
    collega collega's dame baas chef voorman teamleider ploegleider directeur
    leidinggevende stagiair leerling monteur mentor broer zus vrouw man vader moeder zoon dochter neef nicht vriend
    heet heten ene zekere opa oma oom tante
    """
)
BEFORE_PLACE = _words("in naar uit te richting omgeving regio gemeente rond vlakbij stad dorp plaats")
BEFORE_COMPANY = _words(
    "bij firma bedrijf leverancier klant concurrent opdrachtgever fabriek fabrikant aannemer moederbedrijf"
)
COMPANY_FIRST = _words(
    """
    Bakkerij Bouwbedrijf Installatiebedrijf Machinefabriek Metaalbedrijf Aannemersbedrijf Constructiebedrijf Firma
    Garage Loodgietersbedrijf Schildersbedrijf Technisch Stichting Drukkerij Fabriek
    """
)
COMPANY_LAST = _words(
    """
    BV B.V NV N.V VOF V.O.F Groep Group Holding Techniek Technics Installaties Installatietechniek Metaal
    Metaalbewerking Machines Machinebouw Bouw Staal Elektro Electro Transport Logistiek Industries Industrie
    Engineering Systems Zonen
    """
)
"""Words that make a company of the names beside them."""
