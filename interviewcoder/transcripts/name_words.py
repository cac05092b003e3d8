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
    amerikaanse amerikanen europa europees europese benelux azië afrika bulgarije bulgaars bulgaarse hongarije
    hongaars hongaarse servië servisch servische kroatië bosnië albanië griekenland grieks griekse rusland russisch
    russische tsjechië tsjechisch slowakije litouwen letland estland finland fins finse ierland schotland engelsen
    belgen duitsland polen turken marokkaan marokkaans marokkaanse marokkanen surinaams surinaamse suriname indonesië
    indonesisch antillen curaçao aruba india indiaas pakistan iran irak afghanistan afghaans somalië eritrea egypte
    israël vietnam thailand australië canada brazilië mexico vlaanderen vlaams vlaamse brabander brabanders brabants
    fries friezen twents tukker tukkers achterhoeker achterhoekers limburger limburgers arabisch latijn god jezus
    belg deen fin ier zweed pool turk rus griek hongaar bulgaar roemeen litouwer est let tsjech oekraïner
    oekraïens oekraïense litouws litouwse japanse japanner portugees portugese romeins romeinse latijns latijnse
    bijbels bijbelse bosnisch bosnische kroatisch kroatische eritrees eritrese zeeuw zeeuws zeeuwse sranan afrikaans
    afrikaanse aziatisch aziatische noorden zuiden oosten westen
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

STARTERS = COMMON | _words(
    """
    achter afgelopen al alle alleen allemaal allerlei ander andere anders beide behalve beneden best beste beter bijna
    binnen boven buiten daarbij daardoor daarmee daarna daarnaast daarom daarop daarvoor dadelijk dankzij deels
    dergelijke destijds dezelfde dichtbij door echt echter eentje eens eerder eerst eerste eh enkele enfin ergens erg
    even eventueel eén één gauw gedurende geachte gelukkig gewoon gister graag haast half halve heel hele hierna
    hoeveel hoezo hm iedere ieder iemand immers inderdaad indien ineens inmiddels intussen jammer jawel jazeker juist
    laatst liever links langs langzaam letterlijk meer meest meestal meteen middenin mij mocht momenteel mooi naast
    namens net nergens niets nieuwe nogal officieel ofwel ondanks onder ondertussen ooit opeens opnieuw overal
    overigens pas per plotseling prima prachtig qua recent rechts rond samen sinds sindsdien snel sommige steeds tegen
    tegenover tegenwoordig tenminste terug thans tijdens toch toevallig trouwens tussen uiteindelijk uiteraard uw
    vanaf vanuit vanwege veel velen verder via volgens vooral vooraf voordat voorheen waarbij waarmee waarna waarvan
    waarvoor wegens weer weinig welk welkom wellicht werkelijk wederom zelf zelfs zeker zelden zoals zodra zogenaamd
    zolang zomaar zowel zulke twee drie vier vijf zes zeven acht negen tien elf twaalf honderd duizend tweede derde
    belde bel bellen betekent bleef blijft bleek brengt bracht dacht deed doen durft durven ging gaan gaf geeft geef
    gebeurt haal haalt hebben heet heette help helpt helpen hielp hoeft hoor hoort hoorde kende kent ken kijken kijkt
    kreeg krijgt krijg kunnen kunt kun kwam kwamen laten leerde leert leest lees liep liet lijkt loop loopt maak maakt
    maakte meent mist moest moeten mogen neem neemt nam noem noemt ontmoet ontmoette pak pakt praat praatte roept riep
    schrijf schreef schrijft snapt spreek spreekt sprak stel stelt stond stuur stuurt stuurde toont verving vertel
    vertelt vertelde vervangt vond voelt vraag vraagt vragen vroeg wacht weten werkt werken werkte wist wilde wou zag
    ziet zie zei zeggen zit zitten zat zet zette zoek zoekt zouden zullen and you what he so the she how that they
    there well no but my if by every on now three when perhaps second two why because before oh after nothing an do
    not then people does yes with somebody for from at as or our your his her their its this these those who where
    which while since until although maybe sure okay only just also both each some any all most many about under
    through during against between without like unlike once ask asked did has have were are can could would should
    will shall may might must let thanks dear hello hi
    """
)
"""Lower case: words that begin a sentence without being part of the name that may come after them."""

FIRST_NAMES = _words(
    """
    Aad Abdel Abdullah Achmed Adri Ahmed Aisha Albert Albertus Aleida Aleksander Alex Ali Alicja Alida Alina Amber
    Amina André Anita Anja Anke Anna Anne Anneke Annelies Annemarie Annet Annette Annie Anouk Antoinette Anton
    Antoon Arend Arie Arjan Arno Arnold Ashraf Astrid Ayse Ayşe Aziz Barbara Bart Bas Bastiaan Bauke Beatrix Ben
    Benjamin Bennie Berend Bernadette Bernard Bert Bertus Betsy Bianca Bob Bouke Brahim Bram Brigitte Carla Carolien
    Caroline Casper Cees Cemal Chantal Charlotte Chris Christa Christel Christiaan Christine Cindy Claudia Cor
    Cornelis Corrie Daan Danique Daniël Daniëlle Dave David Debbie Dennis Derk Diana Dick Dimitri Dinand Dinie Dirk
    Dorien Dorine Dragan Ebru Eddy Edwin Eefje Eelco Elisabeth Elise Ellen Elly Els Elske Emiel Emine Emma Eric Erik
    Ernst Esmee Esther Eva Evert Ewoud Fatih Fatima Fatma Feike Felix Femke Fenna Ferry Fleur Floris Francien Frank
    Frans Fred Freek Frits Geert Geertje Gerard Gerben Gerda Gerrie Gerrit Gert Gertjan Gerwin Giel Gijs Grietje
    Guido Guus Gülsen Halil Hamza Hannah Hanneke Hans Harm Harmen Harrie Harry Hassan Hatice Hein Heleen Helma
    Hendrik Henk Hennie Henny Henriëtte Herma Herman Hester Hettie Hidde Hilda Hugo Huib Huub Ibrahim Ida Ilse Imke
    Ineke Inge Ingrid Irene Iris Irma Isabel Ismail Jaap Jacco Jack Jacob Jacqueline Jacques Jan Janine Janna
    Janneke Jannes Jannie Jantje Jasper Jeanette Jeffrey Jelle Jennifer Jenny Jeroen Jesse Jessica Jim Jo Jochem
    Joep Johan Johanna Johannes John Joke Jolanda Jolien Jonas Jonathan Joop Joost Jordy Joris Jorrit Josien José
    Joyce Judith Jurgen Jurre Karel Karima Karin Karlijn Kees Kevin Khadija Khaled Kim Kirsten Klaartje Klaas Koen
    Krijn Krzysztof Lambert Lars Laura Leen Leendert Lenie Leo Leonie Lex Lianne Lidia Lieke Lieneke Lies Liesbeth
    Linda Lisa Lodewijk Loek Loes Lotte Louis Louise Lucas Lucien Luuk Lydia Maaike Maarten Maik Malika Manon Marc
    Marcel Marco Margot Margriet Maria Marianne Marieke Marije Marijke Marina Mario Mariska Marit Mariëlle Marja
    Marjan Marjolein Mark Marleen Marlies Marloes Martha Martijn Martin Martine Mathijs Matthijs Maud Maurits Max
    Mehmet Melanie Menno Merel Micha Michel Michiel Mieke Miep Miguel Milan Minke Miranda Mirjam Mirthe Mohamed
    Mohammed Monique Mustafa Myrthe Nadia Nadine Naima Natasja Nathalie Nelleke Nelly Nick Nico Niels Nienke Nina
    Noor Olaf Omar Onno Osman Otto Pascal Patrick Paul Paula Pawel Peter Petra Piet Pieter Pim Piotr Quinten Rachid
    Ralph Ramon Raymond Reinder Reinier Remco Renate Renske René Rianne Richard Rick Rien Rienk Riet Rik Rinus Rita
    Rob Robbert Robert Robin Roel Roland Rolf Ron Ronald Roos Rosa Rosalie Ruben Rutger Ruud Sabine Samir Sander
    Sandra Sanne Sara Sarah Saskia Sebastiaan Selma Servaas Siem Sies Sietske Sigrid Silvia Simon Sjaak Sjef Sjoerd
    Sjors Sofie Sonja Sophie Stan Stef Stefan Stefanie Steven Stijn Suzan Suzanne Sven Sybren Sylvia Tamara Tanja
    Teun Teunis Theo Theresa Thijmen Thijs Thomas Tiemen Tim Tineke Tjeerd Tobias Toine Tom Ton Tonnie Tonny Toon
    Trijntje Trudy Truus Valerie Veerle Vera Victor Viktor Vincent Wanda Wendy Wessel Wiebe Wiebren Wietske Wil
    Wilbert Wilco Wilfred Wilhelmina Willem Willemien Wilma Wim Wouter Yasmin Youssef Yusuf Yvonne Zakaria Zeynep
    Zoë
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

TITLES = _words("meneer mevrouw mijnheer dhr mw mevr heer mr mrs ms")
BEFORE_PERSON = TITLES | _words(
    """
    collega collega's dame baas chef voorman teamleider ploegleider directeur
    leidinggevende stagiair leerling monteur mentor broer zus vrouw man vader moeder zoon dochter neef nicht vriend
    heet heten ene zekere opa oma oom tante juf meester dokter zuster broeder docent docente leraar lerares directrice
    manager coach begeleider begeleidster praktijkbegeleider leermeester wethouder burgemeester buurman buurvrouw
    """
)
BEFORE_PLACE = _words("in naar uit te richting omgeving regio gemeente rond vlakbij stad dorp plaats")
BEFORE_COMPANY = _words(
    "bij firma bedrijf leverancier klant concurrent opdrachtgever fabriek fabrikant aannemer moederbedrijf"
)
COMPANY_FIRST = _words(
    """
    Bakkerij Bouwbedrijf Installatiebedrijf Machinefabriek Metaalbedrijf Aannemersbedrijf Constructiebedrijf Firma
    Garage Loodgietersbedrijf Schildersbedrijf Technisch Stichting Drukkerij Fabriek Bureau Adviesbureau Autobedrijf
    Transportbedrijf Administratiekantoor Slagerij Timmerfabriek Zorggroep Hogeschool Universiteit ROC Basisschool
    Scholengroep Ziekenhuis Waterschap Restaurant Hotel Café
    """
)
COMPANY_LAST = _words(
    """
    BV B.V NV N.V VOF V.O.F Groep Group Holding Techniek Technics Installaties Installatietechniek Metaal
    Metaalbewerking Machines Machinebouw Bouw Staal Elektro Electro Transport Logistiek Industries Industrie
    Engineering Systems Zonen Plaatwerk Verpakkingen Kozijnen Constructie Constructies Interieur Interieurbouw
    Meubelen Kunststoffen Kunststof Automatisering Beton Hout Textiel Zuivel Services Solutions Zorg Thuiszorg
    Onderwijs College Lyceum Advies Advocaten Accountants
    """
)
"""Words that make a company of the names beside them."""
