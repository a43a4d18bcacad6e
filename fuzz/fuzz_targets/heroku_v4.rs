#![no_main]
siaga_fuzz::target!(HerokuV4);
