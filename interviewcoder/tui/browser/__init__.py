"""The interface in a browser: ``server`` lets one browser in and nobody else, ``session`` runs in each tab."""
