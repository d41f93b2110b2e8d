"""What leaves the site beside its pages: feeds, calendars, open data, search, site map, cards and notice board."""
