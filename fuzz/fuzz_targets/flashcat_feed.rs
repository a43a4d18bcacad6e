#![no_main]
siaga_fuzz::target!(FlashcatFeed);
