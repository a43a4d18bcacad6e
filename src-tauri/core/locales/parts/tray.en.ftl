### tray

# $state: what is wrong and how much works.
tray-title = Siaga: { $state }
tray-title-drill = Siaga (Drill): { $state }
tray-drill-line = Drill: { $state }
tray-drill-note = Drill: a rehearsed outage

tray-all-working = Everything you use is working
tray-nothing-watched = Nothing is watched yet
tray-checking = Checking…
tray-cannot-tell = Can't tell right now
tray-working = { $count } working
tray-unknown = { $count } unknown
tray-not-read = { $count } not read
tray-more = { $count } more

tray-product-working = { $name } working
tray-product-maintenance = { $name } under maintenance
tray-product-unknown = { $name } unknown
tray-product-degraded = { $name } some problems
tray-product-partial = { $name } partly down
tray-product-down = { $name } down

# $time: a time of day, or a date with a time of day.
tray-since-working = { $name }: working since { $time }
tray-since-maintenance = { $name }: under maintenance since { $time }
tray-since-unknown = { $name }: unknown since { $time }
tray-since-degraded = { $name }: some problems since { $time }
tray-since-partial = { $name }: partly down since { $time }
tray-since-down = { $name }: down since { $time }

tray-clock = { $hour }:{ $minute }
tray-age-now = just now
tray-age-minutes = { $count } min ago
tray-age-hours = { $count } h ago
tray-age-days = { $count } d ago

tray-details = Details
tray-switch-to = Switch to…
tray-tell-me = Tell me when it's back
tray-snooze-hour = Snooze for 1 hour
tray-snooze-all = Snooze all
tray-snoozed-until = Snoozed until { $time }
tray-hour = For 1 hour
tray-until-tomorrow = Until tomorrow 08:00
tray-snooze-end = End snooze
tray-check-now = Check now
tray-open = Open Siaga
tray-quit = Quit

tray-use-writing = Writing
tray-use-research = Research and data analysis
tray-use-coding = Coding and debugging
tray-use-support = Customer support
tray-use-study = Study
