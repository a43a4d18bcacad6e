#![no_main]
siaga_fuzz::target!(IncidentIoWidget);
