#![no_main]
siaga_fuzz::target!(XaiRss);
