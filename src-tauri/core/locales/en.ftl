### The words of Siaga in English. Keys and placeholders are the same in id.ftl; a test says so.

## Words used everywhere

status-operational = Working
status-maintenance = Maintenance
status-unknown = Can't tell
status-degraded = Some problems
status-partial-outage = Partly down
status-major-outage = Down

list-two = { $first } and { $second }
list-many = { $rest }, and { $last }

duration-moment = less than a minute
duration-minutes = { $count } min
duration-hours = { $count } h
duration-days = { $count } d
ago = { $duration } ago
ago-moment = just now
moment-other-day = { $day } { $month }, { $time }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

drill-title = Drill: { $title }

## Verdict: the answer to "is it them or me?"

verdict-working = Everything you use is working.
verdict-working-but = Everything that can be read is working. No status for { $products }.
verdict-one-major = { $product } is down.
verdict-one-partial = { $product } is partly down.
verdict-one-degraded = { $product } has some problems.
verdict-many = { $count } of your tools have problems: { $products }.
verdict-cannot-tell = Can't tell: no status could be read.
verdict-checking = Checking the tools you use …
verdict-nothing-watched = Pick the tools you use. You will only be told about those.

## Notifications

notify-title-down = { $product } is down
notify-title-partial = { $product } is partly down
notify-title-degraded = { $product } has some problems
notify-title-reopened = { $product } has problems again
notify-title-recovered = { $product } is working again
notify-title-back = { $product } is back
notify-says = { $provider } says: “{ $title }”, since { $since }.
notify-page = Says { $provider }'s status page, since { $since }.
notify-also = Affected too: { $products }.
notify-working = { $count ->
    [one] { $products } is working.
   *[other] { $products } are working.
}
notify-lasted = It lasted { $duration } ({ $from } to { $until }), says { $provider }.
notify-asked = You asked to be told.
notify-drill = This is a drill.
notify-switch = Switch to { $product }
notify-details = Details
notify-snooze = Snooze 1 h
notify-open = Open { $product }
notify-damaged-title = Siaga started afresh
notify-damaged-body = Its records were damaged and have been put aside as { $file }. Nothing else is lost.
