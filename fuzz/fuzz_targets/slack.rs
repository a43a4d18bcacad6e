#![no_main]
siaga_fuzz::target!(Slack);
