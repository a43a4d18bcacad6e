## Tray

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

tray-product-maintenance = { $name } under maintenance
tray-product-degraded = { $name } some problems
tray-product-partial = { $name } partly down
tray-product-down = { $name } down

# $state: a word of status-…. $time: a time of day, with its date where it was another day.
tray-state = { $name }: { $state }
tray-state-since = { $name }: { $state } since { $time }

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
