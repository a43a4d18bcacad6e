#![no_main]
siaga_fuzz::target!(M365Posts);
