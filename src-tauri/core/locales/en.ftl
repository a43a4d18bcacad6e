### The words of Siaga in English. Keys and placeholders are the same in id.ftl; a test says so.

## Words used everywhere

status-operational = Working
status-maintenance = Maintenance
status-unknown = Can't tell
status-degraded = Some problems
status-partial-outage = Partly down
status-major-outage = Down
status-nothing-reported = No incident reported

list-two = { $first } and { $second }
list-many = { $rest } and { $last }

duration-moment = less than a minute
duration-seconds = { $count } s
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

## How a feed is doing. Sentences without a full stop. $since, $until: a time of day, with its date where it was another day.

source-readable = { $host } can be read
source-found-again = { $host } is read as { $format } since { $since }
source-renamed = { $host } is read as { $format } since { $since }, and the parts of { $products } have new names there
source-waiting = { $host } has not been read yet
source-rate-limited = { $host } asked to wait until { $until }
source-rate-limited-for-now = { $host } asked to wait
source-unreadable = { $host } can't be read since { $since }: { $why }
source-unreadable-somehow = { $host } can't be read since { $since }
source-gone = The feed at { $host } is gone since { $since }
source-moved = { $host } moved to { $place }: confirm before it is read there
source-moved-somewhere = { $host } moved to another address
source-blocked = { $host } refuses us since { $since }
source-none = { $provider } publishes no status that can be read

## Why a feed is read next when it is. Phrases without a full stop.

next-calm = every { $pause }: to know what else works
next-favourite = every { $pause }: you use it
next-open = every { $pause }: an incident is open
next-battery = every { $pause }: on battery
next-offline = every { $pause }: until you are online again
next-failing = { $count ->
    [one] it failed once
   *[other] it failed { $count } times in a row
}
next-asked = not before { $time }: the provider asked
next-round = all are read again after a break

## Verdict: the answer to "is it them or me?"

verdict-working = Everything you use is working.
verdict-working-but = Everything that can be read is working. No status for { $products }.
verdict-one-major = { $product } is down.
verdict-one-partial = { $product } is partly down.
verdict-one-degraded = { $product } has some problems.
verdict-many = { $count } of your tools have problems: { $products }.
verdict-maintenance = Planned work on { $products }. No other problem is known.
verdict-cannot-tell = Can't tell: no status could be read.
verdict-checking = Checking the tools you use…
verdict-offline = You're offline. Last checked { $time }. This isn't an outage.
verdict-offline-never = You're offline. Nothing could be checked yet. This isn't an outage.
verdict-sign-in = This network needs you to sign in first.
verdict-nothing-watched = Pick the tools you use. You will only be told about those.

## Is it them or me? The answer for one product. $calm: said, where its provider says that it works; quiet, where nothing is reported.

answer-offline = You are offline, so nothing can be said about { $product } from here.
answer-sign-in = This network needs you to sign in first, so nothing can be said about { $product } from here.
answer-down = { $provider } says { $product } is down, since { $since }.
answer-partial = { $provider } says { $product } is partly down, since { $since }.
answer-degraded = { $provider } says { $product } has some problems, since { $since }.
answer-maintenance = { $provider } says planned work is under way on { $product }, since { $since }.
answer-also-down = { $dependency }, which it runs on, is down too.
answer-also-partial = { $dependency }, which it runs on, is partly down too.
answer-dependency-down = { $maker } says { $dependency } is down, and { $product } runs on it.
answer-dependency-partial = { $maker } says { $dependency } is partly down, and { $product } runs on it.
answer-itself = { $calm ->
    [said] { $provider } itself says { $product } is working.
   *[quiet] { $provider } itself reports no incident with { $product }.
}
answer-unreachable = { $calm ->
    [said] { $provider } says { $product } is working, but { $host } can't be reached from here: { $why }.
   *[quiet] { $provider } reports no incident with { $product }, but { $host } can't be reached from here: { $why }.
}
answer-errs = { $calm ->
    [said] { $provider } says { $product } is working, but { $host } answers with an error from here ({ $status }).
   *[quiet] { $provider } reports no incident with { $product }, but { $host } answers with an error from here ({ $status }).
}
answer-well = { $calm ->
    [said] All looks well: { $provider } says { $product } is working.
   *[quiet] All looks well: { $provider } reports no incident with { $product }.
}
answer-well-reached = { $calm ->
    [said] All looks well from here: { $provider } says { $product } is working, and { $host } answers.
   *[quiet] All looks well from here: { $provider } reports no incident with { $product }, and { $host } answers.
}
answer-lag = Status pages lag behind: by 16 min in the median of 25 outages (one study, 2022-2023, metrist.io).
answer-cannot-tell = Can't tell: { $state }.
answer-too-old = what { $host } last said is too old
answer-says-nothing = { $host } says nothing about { $product }
answer-local = { $product } runs on this computer: no status page speaks about it.
answer-from-here = From here, { $host } answers.
answer-from-here-errs = From here, { $host } answers with an error ({ $status }).
answer-from-here-not = From here, { $host } can't be reached: { $why }.
answer-line-read = { $host } was read { $ago }
answer-line-last = last known: { $status }
answer-line-reached = { $host } was asked from here { $ago }: it answered after { $ms } ms ({ $status })
answer-line-errs = { $host } was asked from here { $ago }: it answered with an error ({ $status })
answer-line-not-reached = { $host } was asked from here { $ago } and not reached: { $why }
answer-line-runs-on = Runs on { $dependencies }
answer-support = { $name } ({ $state })
answer-support-trouble = { $name } ({ $state } since { $since }; how that is known: “{ $evidence }”)
answer-unasked-no-address = { $product } has no address that could be asked from here
answer-unasked-local = { $product } runs on this computer and is not asked
answer-unasked-private = { $host } is on a private network: it is asked only where its provider's feed is marked internal
answer-unasked-drill = In a drill no product is asked

obstacle-name = its name was not found
obstacle-connection = it accepts no connection
obstacle-time = no answer came in time
obstacle-trust = the connection could not be trusted
obstacle-proxy = the system's proxy did not reach it
obstacle-broken = what came was no answer of the web
obstacle-no-network = this computer has no network

## Notifications

notify-title-down = { $product } is down
notify-title-partial = { $product } is partly down
notify-title-degraded = { $product } has some problems
notify-title-reopened-down = { $product } is down again
notify-title-reopened-partial = { $product } is partly down again
notify-title-reopened-degraded = { $product } has problems again
notify-title-recovered = { $product } is working again
notify-title-back = { $product } is back
notify-title-several = { $count ->
    [one] { $count } of your tools has problems
   *[other] { $count } of your tools have problems
}
notify-title-unstable = { $product } is unstable
notify-title-still-down = { $product } is still down
notify-title-still-partial = { $product } is still partly down
notify-title-still-degraded = { $product } still has problems
notify-title-work = Planned work on { $product }
notify-title-work-overran = Work on { $product } takes longer
notify-several = { $products }.
notify-unstable = It comes and goes. Nothing more is said about that for 30 minutes.
notify-worked = It worked for { $duration }.
notify-goes-on = This has gone on for { $duration }.
notify-newest = Newest, { $time }: “{ $text }”.
notify-no-longer-listed = { $provider } no longer lists it. It lasted { $duration } ({ $from } to { $until }).
notify-work = { $from } to { $until }, says { $provider }.
notify-work-until = Until { $until }, says { $provider }.
notify-work-open = { $provider } has not said until when.
notify-work-overran = It was to end at { $until }, says { $provider }.
digest-title-already-one = { $product } already has problems
digest-title-already = { $count } of your tools already have problems
digest-title-away = While you were away
digest-title-quiet = During your quiet hours
digest-title-ceiling = What else happened
digest-still-down = { $product } is still down (since { $since }).
digest-still-partial = { $product } is still partly down (since { $since }).
digest-still-degraded = { $product } still has problems (since { $since }).
digest-was-down = { $product } was down from { $from } to { $until }.
digest-was-partial = { $product } was partly down from { $from } to { $until }.
digest-was-degraded = { $product } had problems from { $from } to { $until }.
digest-rest = { $count ->
    [one] One more is in the window.
   *[other] { $count } more are in the window.
}
notify-says = Since { $since }, says { $provider }: “{ $title }”.
notify-page = Since { $since }, says { $provider }'s status page.
notify-also = Also affected: { $products }.
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
notify-unread-title = No status for { $product } for a day
notify-unread-state = { $state }.
notify-unread-means = This says nothing about { $product } itself.
notify-unread-look = Until it can be read again, look at the status page of { $provider }.
notify-unread-confirm = Confirm the new address in Siaga, or leave it unread.

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
tray-feeds-unread = Status of { $count } tools cannot be read

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
tray-history = History
tray-settings = Settings
tray-quit = Quit

tray-use-writing = Writing
tray-use-research = Research and data analysis
tray-use-coding = Coding and debugging
tray-use-support = Customer support
tray-use-study = Study

## Siaga itself

problem-newer-database = The records were written by a newer version of Siaga ({ $detail }): they are read, and nothing is saved. Update Siaga.
problem-memory-only = Nothing can be saved ({ $detail }): Siaga runs from memory, and forgets when it ends.
problem-cannot-save = Nothing can be saved at the moment: { $detail }
problem-folder = A folder cannot be used: { $detail }
problem-no-notifications = Notifications cannot be shown at the moment: { $detail }. They wait until your desktop shows them again.
problem-no-window = The window could not be opened: { $detail }
problem-detail = { $detail }

said-snoozed = No notifications about { $product } until { $time }.
said-snoozed-all = No notifications until { $time }.
said-snooze-over = You will be told about { $product } again.
said-snooze-all-over = You will be told again.
said-asked = You will be told when { $product } is back.
said-not-asked = You will not be told separately when { $product } is back.
said-no-outage = No problem with { $product } is known at the moment.
said-no-address = { $product } has no address to open.
said-not-opened = { $product } could not be opened: { $why }. Set a program under [open] in the settings.
said-move-accepted = { $provider } is read at { $place } from now on ({ $format }).
said-move-none = { $provider } has not moved to another address that waits for your word.
said-move-unknown = No provider is called “{ $provider }”.
said-move-not-found = Nothing to read was found at { $place }: { $why }
said-move-not-written = The new address of { $provider } could not be written down: { $why }

## Providers of one's own

own-not-an-address = This is not an address of the web, such as https://status.example.com.
own-sign-in = The address carries a user name or a password. Leave them out.
own-private = { $host } is reached by plain http or a private address. Say that it is internal (--internal, or the box in the window) if you want it read.
own-there = { $name } is there already, as { $id }.
own-not-an-id = “{ $id }” cannot be an id: small letters, digits and hyphens, at most 40.
own-taken = The id { $id } is taken. Choose another.
own-not-found = No status could be read there: { $why }
own-added = { $name } was added as { $id }: { $format }, { $parts ->
    [one] one part
   *[other] { $parts } parts
}.
own-added-watched = You will be told about it.
own-removed = { $name } was taken away. Its file is kept as { $file }.
own-shipped = { $name } comes with Siaga and stays. You need not watch it.
own-shipped-overlay = { $name } comes with Siaga and stays; your file { $file } changes it. Delete that file to undo that.
own-unknown = No provider of your own is called { $id }.
own-unknown-among = No provider of your own is called { $id }; there are { $ids }.
own-not-written = { $file } could not be written: { $why }
own-watched = You will be told about { $product }.
own-unwatched = You will not be told about { $product } any more.
own-drill = Not in a drill: it contacts nobody and changes nothing of yours.
own-busy = Another address is being looked at. Try again in a moment.

## Command line

cli-since = since { $time }
cli-says = says { $host }, { $ago }
cli-feeds-unread = { $count ->
    [one] { $count } other feed is not read: nothing you use needs it.
   *[other] { $count } other feeds are not read: nothing you use needs them.
}
cli-no-feed = its provider publishes no status that can be read
cli-local = on this computer
cli-waiting = not read yet
cli-never-read = never read
cli-read = read { $ago }
cli-next = next in { $wait }
cli-next-why = next in { $wait } ({ $why })
cli-watching = Siaga is watching. Ctrl-C ends it; `siaga status` in another terminal says how things are.
cli-held = not announced: { $reason }
cli-provider-none = You have added no provider yet: `siaga provider add URL` does.
cli-provider-shipped = { $count } more come with Siaga; `siaga provider list --json` names them.
cli-provider-found = { $url }: { $status }
cli-provider-file = Its file: { $file }
cli-provider-elsewhere = It was found at { $url }.
cli-import-added = added: { $name } ({ $id })
cli-import-there = already there: { $name } ({ $id })
cli-import-not-read = not read: { $name }: { $why }
cli-import-none = None of these feeds could be added.
cli-exported = { $count ->
    [one] One feed was written to { $file }.
   *[other] { $count } feeds were written to { $file }.
}

wait-up = { $product } is working.
wait-timed-out = { $product } is not known to work after { $time }: { $state }
wait-no-feed = { $provider } publishes no status that can be read: nothing would ever say that { $product } works
wait-local = { $product } runs on this computer: no feed says whether it works
cli-history = { $product }: { $days ->
    [one] today
   *[other] the last { $days } days
}
cli-history-none = No outage of it was seen.
cli-history-open = still going on
cli-history-rest = { $count } older: `--csv` and `--json` list them.
cli-history-theirs = Its provider lists these too. Nobody here watched then, so they count for nothing below.
cli-history-unwatched = Siaga did not watch it in this time, so nothing is known of how much of it it worked.
cli-history-uptime = It worked { $uptime }% of the time watched: { $watched } of { $window } ({ $share }%).
cli-history-degraded = It was degraded for { $duration } of that, which is no downtime.
replay-span = Recorded from { $from } to { $to }:
replay-incidents = { $count ->
    [one] One incident concerns you; told: { $told }.
   *[other] { $count } incidents concern you; told: { $told }.
}
replay-majors = Of these, broken in part or down: { $count }; told: { $told }.
replay-held = Incidents held at some time, by reason:
replay-untold = Incidents never told, by what held them last:
replay-per-month = Notifications: { $notifications }. In a month: { $alerts } alerts, ends included, about { $incidents } incidents.
replay-delay = Half of the incidents told were told within { $duration } of being published.

watch-told = told
watch-held = held
reason-began = it began
reason-worsened = it got worse
reason-recovered = it is over
reason-reopened = the same trouble again
reason-back = it is over, and you had asked
reason-baseline = it was there when Siaga first looked
reason-unconfirmed = not confirmed yet
reason-already-told = told already
reason-never-told = its beginning was not told
reason-below-threshold = milder than you want to hear of
reason-maintenance = planned work
reason-retro-posted = it came when it was over, or nearly
reason-snoozed = snoozed
reason-grouped = told together with another product
reason-reminder = it goes on, and you wanted to be reminded
reason-digest = told together with what else was held
reason-silenced = you do not want to hear of this
reason-quiet-hours = it is quiet at this hour
reason-flapping = it comes and goes, which was told
reason-offline = this computer was offline or had just woken
reason-platform-doubt = too much failed at once to be believed

## Why something is held, where more can be said than the reason

hold-quiet-until = quiet hours until { $time }
hold-quiet-over = told together after quiet hours
hold-snoozed = snoozed until { $time }
hold-silenced = you silenced this until { $time }
hold-off = you want to hear nothing of { $product }
hold-unconfirmed-until = not confirmed yet; announced at { $time } if it lasts
hold-unconfirmed = not confirmed yet; another read is awaited
hold-flapping = it comes and goes; more at { $time }
hold-ceiling = today's ceiling of { $count } is reached
hold-grouped = the notification about { $product } stands for it

## Changing the settings

rules-set = { $key } is now { $value }.
rules-unset = { $key } is as shipped again.
rules-not-there = { $key } was not set.
rules-table = { $key } is a group of settings: name one of them.
rules-bad-key = { $key } is no setting.
rules-bad-value = a text, a number, true or false, or a list of texts
rules-silence-added = You will not be told about this until { $time }.
rules-silence-removed = You will be told about this again.
rules-silence-unknown = There is no such silence any more.
rules-silence-names-nothing = Say what it is about: a product, a provider, a part, or words of the title.
rules-silence-past = It would end in the past: give it a later end.
rules-silence-bad-text = One of its texts is empty or too long.

drill-begins = Drill: “{ $title }” for { $product }, { $speed } times faster than life. Nothing of yours is touched and nobody is contacted.
drill-in-terminal = No desktop that shows notifications was found: they are printed here.
drill-on-desktop = Notifications appear on your desktop; their words are printed here too.
drill-over = Drill over. { $count ->
    [one] One notification was told.
   *[other] { $count } notifications were told.
}
# What was told is what the story wants; $count: how many expectations it has.
drill-as-wanted = As wanted: { $count ->
    [0] nothing was told.
    [one] the one expectation was met.
   *[other] all { $count } expectations were met.
}
# $place: file and line; $want: the expectation as it is written there.
drill-unmet = { $place }: not met: { $want }
# $at: since the beginning of the story.
drill-unmet-in-time = { $place }: not met in time: { $want }; it came at { $at }
drill-unwanted = Told at { $at }, and not wanted: { $title }

## Why an alternative stands where it stands

why-working = working
why-nothing-reported = no incident reported
why-yours = you use it
why-local = on this computer
why-same-provider = same provider
why-depends-on = built on { $product }
why-not-read = status not read
why-unreadable = status cannot be read at the moment
why-maintenance = maintenance
why-in-trouble = has problems itself: { $status }
why-running = runs on this computer
why-running-models = runs on this computer: { $models }
why-works-for-this = this task still works there
why-planned = number { $place } of your plan
why-account = you have an account
why-not-running = not running on this computer
why-shares = stands on { $product } as well
why-reliability = { $share } % without an outage in 90 days
says-only-affects = Only this is affected: { $fails }. { $product } still works for { $works }.
says-nothing-works = Everything that does this has problems or can't be told. Tools on this computer, or waiting, are what is left.
says-nothing-does = Nothing that Siaga knows does this.
use-writing = writing
use-research = research
use-data-analysis = data analysis
use-coding = coding
use-support = customer support
use-study = study
use-image = images
use-video = video
use-voice = voice
use-meeting = meetings
use-translation = translation
use-presentation = presentations
use-music = music
prompt-prefill = prompt filled in
prompt-submit = prompt sent at once
prompt-copy = prompt copied
prompt-none = takes no prompt
prompt-too-long = prompt too long for its link: copied, paste it there

## Going elsewhere

# Said before it is done, and of what was done.
going-opened = { $product } is opened.
going-filled = { $product }: your prompt is copied, and filled in there.
going-sent = { $product }: your prompt is copied, and sent there at once.
going-copied = { $product }: your prompt is copied. Paste it there.
going-too-long = { $product }: your prompt is too long for its link. It is copied: paste it there.
going-copy-only = Your prompt is copied. Nothing is opened.
going-removed = { $count ->
    [one] One invisible character is left out.
   *[other] { $count } invisible characters are left out.
 }
gone-not-copied = The prompt could not be copied: { $why }.
gone-filled = It is filled in at { $product }.
gone-sent = It was sent to { $product } at once.
gone-opened = { $product } is opened, and the prompt is still where it was.
gone-on-clipboard = Your prompt is on the clipboard.
gone-kept = Nothing was copied or opened: your prompt is still where it was.
said-copied = Copied.
said-text-not-copied = It could not be copied: { $why }.
prompt-is-too-long = The prompt is longer than { $limit } KiB, the most that Siaga takes along. Nothing was copied or opened: it is still where it was.
prompt-is-empty = There is no prompt: nothing in it can be seen. Nothing was copied or opened.
prompt-is-no-text = The prompt is no UTF-8 text. Nothing was copied or opened: it is still where it was.
prompt-is-missing = There is no prompt to copy: pipe one in, with --prompt-stdin.
prompt-type-it = Type or paste the prompt, then press Ctrl-D on a line of its own.

### window

window-title = Siaga
window-title-drill = Siaga - Drill
window-drill-name = Drill
window-drill = This is a rehearsal. No outage shown here is real.

## Navigation

window-views = Views
window-overview = Overview
window-switch-to = Switch to
window-back = Back

## Overview

window-yours = What you use
window-nothing-watched = Pick the tools you use. Siaga tells you about those only.
window-others = Also in the catalogue: { $count }
window-others-trouble = Also in the catalogue: { $count }, { $trouble } with problems
window-check-now = Check now
window-checking = Checking…
window-checked = Read again.
window-problems = Siaga itself needs a look
window-snoozed-until = Notifications snoozed until { $time }
window-snoozed-short = Snoozed until { $time }
window-snooze-all = Snooze all 1 h
window-snooze-end = End snooze
window-asked-short = You will be told when it's back

## Times. The window counts for itself; nothing is asked for it.

window-ago-now = just now
window-ago = { $duration } ago
window-in = in { $duration }
window-under-a-minute = less than 1 min
window-minutes = { $minutes } min
window-hours = { $hours } h
window-hours-minutes = { $hours } h { $minutes } min
window-days = { $days } d
window-days-hours = { $days } d { $hours } h
window-since-for = since { $time } ({ $duration })

## Who says so, and how old that is

window-read-at = { $host }, read { $age }
window-says-read = { $host } says so, read { $age }.
window-last-read = { $host } was last read { $age }.
window-next-read = Next read { $when }.
window-next-read-why = Next read { $when } ({ $why }).
window-last-said = Last known: { $status }.
window-source-waiting = { $host }: not read yet
window-source-why = Why: { $why }
window-source-local = A tool on this computer
window-accept-move = Read it at { $place }

## One product

window-unknown-product = This product is not in the catalogue any more.
window-why-look = Check from here
window-why-looking = Asking…
window-switch-from = Switch to…
window-open = Open { $name }
window-open-status-page = Open status page
window-tell-me = Tell me when it's back
window-snooze-product = Snooze 1 h
window-components = What Siaga watches
window-components-none = { $provider } lists no parts for { $name }.
window-incidents = What { $provider } reports
window-incidents-none = { $provider } reports no open incident for { $name }.
window-unread = Not known: { $host } could not be read.
window-as-last-read = As last read, { $age }:
window-incidents-others = Other open incidents at { $provider }: { $count }
window-maintenances = Planned work at { $provider }
window-maintenance-active = Under way
window-maintenance-span = { $from } to { $to }
window-maintenance-from = From { $from }
window-updates = Updates, newest first
window-updates-none = No update with words yet.
window-quote-of = { $provider } writes
window-incident-started = Began { $time }
window-incident-updated = Updated { $age }

window-impact-none = Notice
window-impact-unknown = Impact not named
window-impact-minor = Minor
window-impact-major = Major
window-impact-critical = Critical

window-stage-investigating = Investigating
window-stage-identified = Cause found
window-stage-monitoring = Fix being watched
window-stage-resolved = Resolved
window-stage-unknown = Update

## A message for the team, on the product's page

window-message = Message for the team
window-message-length = Length
window-message-short = Short
window-message-long = Long
window-message-writing = Written as
window-message-plain = Plain text
window-message-markdown = Markdown
window-message-language = Language
window-message-english = English
window-message-indonesian = Bahasa Indonesia
window-message-copy = Copy the message
window-message-copied = Copied.

## Why an open outage was not told

window-held = Not announced: { $reason }.
window-told = You were told of it.

## Switch to

window-switch-title = Switch to
window-switch-instead = Instead of { $name }
window-switch-for = What are you doing?
window-use-any = Anything
window-use-like = The same as with { $name }
window-failing = { $name }: { $status }
window-prompt = My prompt
window-prompt-paste = Paste
window-prompt-clear = Clear
window-prompt-count = { $count ->
    [one] One character
   *[other] { $count } characters
}
window-prompt-not-saved = not saved
window-prompt-cleaned = Invisible characters were taken out. What you see is what goes along.
window-prompt-too-long = This is longer than 256 KiB and can't be taken along. Shorten it, or copy it yourself. It stays here.
window-prompt-missing = Write or paste a prompt first.
window-prompt-paste-keys = The clipboard can't be read from here. Press Ctrl V (Cmd V on a Mac) in the field.
window-copy-only = Copy only
window-copy-for = Copy for { $name }
window-alternatives = Alternatives, best first
window-alternatives-for = Alternatives for { $use }, best first
window-alternatives-asking = Looking for alternatives…
window-read-age = read { $age }
window-start-local = Start it on this computer.
window-or-wait = Or wait: you are told once { $name } works again.
window-opened = Opened { $name } in your browser.
window-opened-status-page = Opened the status page of { $name } in your browser.

## A plan made on a calm day

window-plan = My plan
window-plan-about = What you use for a task, and what next if that fails. Better chosen on a calm day than during an outage.
window-plan-asking = Looking whether your plans would hold…
window-plan-none = You have no plan yet. Begin with the task that matters most to you.
window-plan-task = Plan a task
window-plan-begin = Begin
window-plan-choose = Choose…
window-plan-empty = No choice yet. Add what you use first, then what you would use instead.
window-plan-account-works = My account works
window-plan-account-works-named = My account works at { $name }
window-plan-account-undo = Take the confirmation back
window-plan-account-undo-named = Take the confirmation back for { $name }
window-plan-up = Up
window-plan-up-named = Move { $name } up
window-plan-down = Down
window-plan-down-named = Move { $name } down
window-plan-remove = Remove
window-plan-remove-named = Remove { $name } from the plan
window-plan-add = Add
window-plan-add-to = Add a tool for { $use }
window-plan-others = Also in the catalogue
window-plan-rehearse = Rehearse
window-plan-rehearse-named = Rehearse the plan for { $use }
window-plan-rehearse-about = A drill in a window of its own: your first choice fails there, you go to the next, and the time is kept.
window-rehearsal-choices = Show my choices

## Settings

window-settings = Settings
window-set-find = Find a setting
window-set-count = { $count ->
    [one] One setting found
   *[other] { $count } settings found
}
window-set-none = No setting has these words.
window-set-sections = Sections
window-set-trying = One moment…
window-set-unknown = This can't be had at the moment: { $why }
window-set-enabled-about = Without it nothing is announced; the window and the tray still show it.
window-set-maintenance-about = Otherwise it is only shown here.
window-set-unstable = Hold back what comes and goes
window-set-unstable-about = It is called unstable once, and then held for half an hour.
window-set-threshold-about = What is milder is shown, and not announced.
window-set-patience-about = What has passed by then is not announced.
window-set-reminder-about = An outage that goes on is announced again.
window-set-test = Send a test notification
window-set-test-about = It is marked as a test, and shows whether notifications reach you.
window-set-zone-about = The hours above are meant in this zone.
window-set-summary-about = Otherwise you find it in the history.
window-set-plan = Open my plan
window-set-look = Language and looks
window-set-language-about = Of this window, the tray and the notifications.
window-set-theme = Theme
window-set-theme-about = Whether this window is light or dark.
window-set-theme-light = Light
window-set-theme-dark = Dark
window-set-text = Text size
window-set-text-about = In this window only.
window-set-text-normal = Normal
window-set-text-large = Large
window-set-text-larger = Larger
window-set-startup = Startup
window-set-autostart = Start Siaga when I log in
window-set-autostart-about = Only the part that watches starts; no window opens.
window-set-autostart-unknown = Whether it does so now is not known.
window-set-welcome-about = Language, tools, a test notification and starting at login, step by step.
window-outputs = Further outputs
window-outputs-about = Where Siaga passes on what it tells you.
window-outputs-none = You have none.
window-outputs-leads = { $kind }, leads to { $place }
window-outputs-keyring = { $kind }, its address is in the keyring
window-outputs-test = Send a test
window-outputs-test-named = Send a test to { $name }
window-outputs-add = An output starts a program or contacts an address, so this page adds none. Write it under [output.NAME] in { $file }.
window-privacy = Privacy
window-privacy-about = No account, no telemetry. Siaga contacts only the addresses listed here, straight from this computer.
window-privacy-prompt = A prompt that you write under “Switch to” is kept nowhere. It goes onto the clipboard and, where a tool can take it, into the address that your browser opens.
window-privacy-local = Look for tools on this computer
window-privacy-local-about = Whenever alternatives are asked for, not only under “Switch to”. Nobody but this computer is asked.
window-privacy-probe = Ask the product itself, too
window-privacy-probe-about = “{ $button }” then asks the product's own address once.
window-privacy-keep = Keep the history for
window-privacy-keep-days = { $days } days
window-privacy-keep-about = What is older is forgotten.
window-privacy-settings = What you use, your rules, plans and own providers are kept in { $folder }.
window-privacy-data = What was read, what happened and what you were told are kept in { $folder }.
window-privacy-contacts = Addresses: { $count }; contacted since Siaga started: { $asked }
window-privacy-list = Whom Siaga contacts
window-privacy-again = Refresh
window-privacy-host = Address
window-privacy-purpose = What for
window-privacy-names = For
window-privacy-last = Last contacted
window-privacy-times = How often
window-privacy-never = not yet
window-privacy-feed = Reads a status
window-privacy-search = Looks for a status
window-privacy-asked = Asks the product itself
window-privacy-output = Passes on what you are told
window-privacy-computer = Looks for a tool on this computer
window-diagnostics = Diagnostics
window-diagnostics-about = What Siaga can do on this computer, and how it is doing.
window-diagnostics-tray = Your desktop shows Siaga's icon.
window-diagnostics-tray-none = Your desktop shows no icons of this kind. The menu of applications, “siaga window” and every notification lead back here.
window-diagnostics-tray-unknown = Whether your desktop shows Siaga's icon is not known.
window-diagnostics-feeds = { $count ->
    [0] No status page is in trouble; Siaga reads { $all }.
    [one] One status page is in trouble; Siaga reads { $all }:
   *[other] { $count } status pages are in trouble; Siaga reads { $all }:
}
window-diagnostics-report = Show the report
window-diagnostics-report-about = For whoever helps you. It holds no secrets and no prompts; read it before you pass it on.
window-diagnostics-lines = Report
window-diagnostics-copy = Copy report
window-history = History
window-history-tool = Tool
window-history-span = How far back
window-history-days = { $days } days
window-history-asking = Looking back…
window-history-fresh = History starts today. Bars fill as days pass.
window-history-uptime = It worked { $share } % of the { $watched ->
    [one] one day
   *[other] { $watched } days
} watched, over { $days } days.
window-history-uptime-short = It worked { $share } % of the { $watched } watched, over { $days } days.
window-history-uptime-none = Siaga watched none of these { $days } days, so nobody here can say how much of them it worked.
window-history-seen = Seen:
window-history-seen-none = no trouble
window-history-theirs-only = Only reported by { $provider }:
window-history-count = { $count ->
    [one] trouble once
   *[other] trouble { $count } times
}
window-history-longest = longest { $duration }
window-history-usual = mostly begin between { $from } and { $to }
window-history-bars = { $name }, day by day
window-history-bars-about = Each bar is a day; its height is the time in trouble, short times drawn taller than in proportion.
window-history-theirs = Only reported by { $provider }
window-history-unwatched = Not watched
window-history-calm = Watched, no trouble seen
window-history-day = { $day }: { $what }
window-history-day-down = down { $duration }
window-history-day-partial = partly down { $duration }
window-history-day-degraded = some problems for { $duration }
window-history-day-calm = no trouble seen
window-history-day-unwatched = not watched
window-history-day-partly-watched = watched for { $duration }
window-history-day-theirs = { $provider } reports trouble for { $duration }
window-history-day-listed = { $provider } lists { $count ->
    [one] an incident
   *[other] { $count } incidents
}
window-history-incidents = { $count ->
    [one] one incident
   *[other] { $count } incidents
}
window-history-table = Show as table
window-history-table-of = Show as table: { $of }
window-history-column-day = Day
window-history-column-watched = Watched
window-history-column-theirs = Reported by { $provider }
window-history-column-hour = Hour
window-history-column-what = What was seen
window-history-column-pair = Tools
window-history-column-both = In trouble together
window-history-column-each = Each by itself
window-history-column-said = Both reported it
window-history-column-shared = What they share
window-history-take = Take along
window-history-save = Save as { $form }
window-history-print = Print
window-history-picture = { $name }, { $from } to { $to }
window-history-no-picture = The picture could not be drawn here. Save it as SVG instead.
window-history-timeline = What happened
window-history-timeline-none = Nothing is known of { $name } from this time: no incident, and nothing told or held.
window-history-strip = When { $name } was in trouble: above what was seen, below what only { $provider } reports. The list says the same.
window-history-open = still going on
window-history-until = until { $time } ({ $duration })
window-history-theirs-span = { $provider } says: from { $from },
window-history-all = Show all { $count }
window-history-left-out = Older ones left out here: { $count }
window-history-week = Hours of the week
window-history-week-named = { $name } by hour and weekday. { $summary }
window-history-week-about = When trouble was seen. The larger the square, the larger the part of that hour.
window-history-week-worst = Most trouble: { $day }, { $from } to { $to }.
window-history-week-none = No trouble was seen at any hour.
window-history-week-caption = { $name }: trouble seen by hour and weekday (–: not watched)
window-history-together = Which of my tools fail together?
window-history-together-pick = Compare
window-history-together-few = Pick at least two tools in the settings to compare them.
window-history-together-two = Tick at least two tools.
window-history-together-none = No two of them were seen in trouble at the same time.
window-history-together-caption = Every two of them, over { $days } days
window-history-row = { $name }: { $uptime } { $count ->
    [0] No day with trouble.
    [one] One day with trouble.
   *[other] { $count } days with trouble.
}
window-history-rows = Days with trouble
window-history-rows-none = No day with trouble is known.
window-history-pair = { $a } and { $b }
window-welcome = First steps
window-welcome-about = Siaga reads the status pages of the AI tools that you use, and tells you when one is in trouble. There is no account, and nothing about you leaves this computer.
window-welcome-step = Step { $step } of { $of }: { $name }
window-welcome-tools = Language and tools
window-welcome-language-auto = As on this computer
window-welcome-notify = Notifications
window-welcome-notify-about = When one of your tools is in trouble, a notification tells you. Try whether it reaches you.
window-welcome-test = Send a test notification
window-welcome-test-again = Send it once more
window-welcome-seen = Did you see it?
window-welcome-yes = Yes
window-welcome-no = No
window-welcome-seen-yes = Good. That is how you will hear of trouble.
window-welcome-seen-no = These are the usual reasons:
window-welcome-help-disturb = “Do not disturb” is on. It is switched off in the menu behind the clock, or at the bell in the panel.
window-welcome-help-server = Nothing on this desktop shows notifications. Small desktops need a notification server that is installed and started with them.
window-welcome-help-allowed = Notifications from Siaga are switched off in the system's settings, under Notifications.
window-welcome-help-windows = Open Settings > System > Notifications. Switch on notifications, and Siaga in the list below.
window-welcome-help-windows-disturb = Look at the same place whether “Do not disturb” is on.
window-welcome-help-macos = Open System Settings > Notifications, choose Siaga, and allow notifications.
window-welcome-help-macos-focus = Look in the menu bar whether a Focus such as “Do Not Disturb” is on.
window-welcome-help-without = Siaga works without them too: this window shows the same.
window-welcome-login = Start at login
window-welcome-login-about = Siaga can watch only while it runs. It starts without a window and stays in the background. You can change this in the settings at any time.
window-welcome-login-tick = Start Siaga when I log in
window-welcome-continue = Continue
window-welcome-skip = Skip this step
window-welcome-back = Back
window-welcome-skip-all = Skip all steps
window-welcome-done = That's all
window-welcome-done-about = Siaga is watching. You can see now how it looks when a tool fails: a drill plays it through in a window of its own, marked as one, and contacts nobody.
window-welcome-drill = Start a drill
window-welcome-end = Go to the overview
window-tray-none = Your desktop shows no tray icons. The window and notifications still work.
window-tray-way = After you have closed the window, you get back here from the applications menu, with the command “siaga window”, or from any notification.
window-tray-away = Understood
window-watching = { $count ->
    [one] Watching 1 tool.
   *[other] Watching { $count } tools.
}
window-bars-uptime = { $uptime } over { $days ->
    [one] 1 day
   *[other] { $days } days
}
window-bars-unwatched = Not watched yet
window-bars-spoken = { $name }: { $trouble ->
    [0] no trouble on the days watched.
    [one] trouble on 1 of the days watched.
   *[other] trouble on { $trouble } of the days watched.
} Show the history
window-affects = Affects:
window-affects-more = { $count ->
    [one] and one more part
   *[other] and { $count } more parts
}
window-affects-all = { $count ->
    [1] you watch it
    [2] you watch both
   *[other] you watch all of them
}
window-affects-some = you watch { $count } of them
window-affects-none = you watch none of them
window-show-all = Show all { $count }
window-show-fewer = Show fewer
window-quote-rest = Show the rest
window-quote-less = Show less
window-why-checked = What was checked
window-key-history = history
window-key-plan = my plan
window-own = Own providers
window-own-about = Siaga finds the status feed behind an address: that of a status page, or of the feed itself.
window-own-address = Address
window-own-internal = Internal: plain http or a private address
window-own-look = Look
window-own-looking = Looking…
window-own-state = State
window-own-parts = Parts
window-own-format = Format
window-own-feed = Feed
window-own-elsewhere = The feed lies at another place than you named: { $address }
window-own-there = You have this already: { $name }.
window-own-add = Add
window-own-adding = Adding…
window-own-list = Providers that you added
window-own-none = You have added none yet.
window-own-remove = Remove
window-own-remove-named = Remove { $name }
window-own-remove-ask = Remove { $name }? Its file is kept.
window-own-keep = Keep
window-pick = Pick your tools
window-pick-about = You are told about what is ticked, and about nothing else.
window-pick-find = Find a tool or a provider
window-pick-count = { $count ->
    [one] One tool
   *[other] { $count } tools
}
window-pick-none = Nothing in the catalogue is called so.

## The agent

window-agent-connecting = Starting Siaga…
window-agent-restarting = The part of Siaga that watches has stopped. Starting it again ({ $attempt } of { $most })…
window-agent-upgrading = Siaga is being brought up to date…
window-agent-gone = The part of Siaga that watches keeps stopping, or cannot be started. What you see is old.
window-agent-not-there = Not possible at the moment: the part of Siaga that watches is not running yet.
window-agent-try-again = Try again
window-agent-quit = Siaga has been quit.

## Keys

window-keys = Keys
window-keys-show = Keys (?)
window-keys-close = Close
window-key-rows = next and previous row
window-key-enter = details
window-key-switch = switch to
window-key-check = check now
window-key-tell = tell me when it's back
window-key-snooze = snooze 1 h, or end it
window-key-open = open an alternative
window-key-settings = settings
window-key-find = find, in the settings
window-key-back = back
window-key-sheet = this list

## A message for the team

message-drill = Drill, nothing has happened:
message-down = { $product } is down since { $since }, says { $provider }.
message-partial = { $product } is partly down since { $since }, says { $provider }.
message-degraded = { $product } has had problems since { $since }, says { $provider }.
message-over = { $product } is working again, says { $provider }. It lasted { $duration } ({ $from } to { $until }).
message-working = { $product } is working, says { $provider }.
message-unknown = It can't be told how { $product } is: the status of { $provider } can't be read.
message-title = What they call it: “{ $title }”.
message-parts = Affected: { $parts }.
message-newest = Newest from { $provider }, { $time }:
message-meanwhile = Meanwhile use { $products }.
message-nothing-works = No alternative is known to work right now.
message-next = Next look at { $time }.
message-page = Status page: { $page }
bar-many = { $count ->
    [one] { $count } has problems
   *[other] { $count } have problems
}

## What a person is told, and when

window-undo = Undo
window-rules-saved = Saved; it counts from now on.
window-rules-failed = The settings could not be read: { $why }
window-rules-would-have = { $count ->
    [0] With these settings you would have had no notification in the last { $days } days.
    [one] With these settings you would have had one notification in the last { $days } days.
   *[other] With these settings you would have had { $count } notifications in the last { $days } days.
}
window-rules-would-have-since = Nothing older than { $time } is known.
window-rules-would-have-unknown = Of { $names } nothing is known from that time.
window-rules-would-have-nothing = How many notifications these settings would have brought is not known: nothing is known yet of what happened before.

window-rules-notify = Notifications
window-rules-notify-about = What you are told. Every change counts at once.
window-rules-enabled = Notify me on the desktop
window-rules-threshold = Tell me from
window-rules-patience = With “{ $status }”, wait
window-rules-patience-none = not at all
window-rules-reminder = Remind me while it lasts
window-rules-reminder-off = never
window-rules-reminder-every = every { $duration }
window-rules-ceiling = New problems told in a day
window-rules-ceiling-none = no limit
window-rules-ceiling-most = at most { $count }
window-rules-ceiling-about = Beyond the limit they are told together the next day. Ends are always told.
window-rules-maintenance = Also tell me of planned work
window-rules-each = Each tool
window-rules-each-about = “Must-know” passes quiet hours and the day's limit.
window-rules-loudness-of = Loudness of { $name }
window-rules-threshold-of = { $name }: tell me from
window-rules-loudness-must-know = Must-know
window-rules-loudness-normal = Normal
window-rules-loudness-quiet = Without sound
window-rules-loudness-off = Off
window-rules-as-above = As above

window-rules-quiet = Quiet hours
window-rules-quiet-about = Only must-know tools are announced in these hours.
window-rules-quiet-none = You have set none.
window-rules-quiet-add = Add hours
window-rules-quiet-entry = Quiet hours { $number }
window-rules-quiet-from = From
window-rules-quiet-to = to
window-rules-quiet-days = Days on which they begin
window-rules-quiet-remove = Remove quiet hours { $number }
window-rules-quiet-zone = Time zone
window-rules-quiet-zone-system = This computer's
window-rules-quiet-summary = Tell me afterwards what happened, in one notification
window-quiet-until = Quiet hours until { $time }: only must-know tools are announced.

window-rules-silences = Silences
window-rules-silences-about = What you do not want to hear of for a while. It is still shown here.
window-rules-silences-none = You have silenced nothing.
window-rules-silence-any = Any tool
window-rules-silence-tool = Tool
window-rules-silence-title = Words of the title
window-rules-silence-for = For
window-rules-silence-add = Silence
window-rules-silence-until = until { $time }
window-rules-silence-over = ended { $time }
window-rules-silence-remove = Remove
window-rules-silence-remove-named = Remove the silence: { $what }
window-rules-silence-incident = Don't tell me about this
window-rules-silence-incident-named = How long not to tell me about “{ $title }”
window-rules-for-day = a day
window-rules-for-week = a week
window-rules-for-month = 30 days
window-rules-for-quarter = 90 days

window-rules-parts = Parts that count
window-rules-parts-about = Trouble in parts that are not ticked is not the tool's.
window-rules-parts-picked = { $picked } of { $count } parts
window-rules-parts-own = your choice
window-rules-parts-shipped = All as shipped
window-rules-parts-shipped-named = All as shipped for { $name }
window-rules-parts-none = Its page lists no parts, or has not been read yet.

window-snooze-longer = Snooze longer
window-snooze-longer-all = Snooze all longer
window-snooze-morning = Until tomorrow morning ({ $time })
window-snooze-hours = Hours
window-snooze-for = Snooze for these hours

window-decided = Told and held
window-decided-told = Told
window-decided-held = Held
window-decided-none = Nothing has been told or held about { $name } yet.
# Further outputs.
forward-test-title = Test from Siaga
forward-test-body = This is a test of the output “{ $output }”. Nothing is wrong.
said-output-reached = The test message reached “{ $output }”.
said-output-not-reached = The test message did not reach “{ $output }”: { $why }.
said-output-unknown = There is no output called “{ $output }”. Yours: { $outputs }.
said-output-none = There is no output yet: add [output.name] to your settings.
said-output-drill = A drill contacts nobody: outputs can be tested outside it.
problem-output-waiting = An output cannot be reached: { $detail }. It is tried again.
problem-output-refused = An output refuses what it is sent: { $detail }. That message is dropped; try it with “siaga output test”.

## The days gone by

together-provider = Both come from the same provider: { $name }.
together-built = { $a } and { $b } run on the same models or parts: { $name } ({ $evidence }).
together-ground = Both run on { $name } ({ $evidence }).
said-together-count = Choose from 2 to { $most } products to compare.
said-history-too-long = There are too many outages in { $days } days for one table. Choose fewer days.
said-saved = Saved as { $file }.
said-not-saved = It could not be saved: { $why }.

## Plans

plan-does-not-fit = not made for this task
plan-account = account last confirmed { $day }
plan-account-old = account last confirmed { $day }: look whether it still works
plan-account-none = no account confirmed
plan-shares-provider = your choice { $place } has the same provider as { $with }: { $name }
plan-shares-built = your choice { $place } and { $with } run on the same models or parts: { $name } ({ $evidence })
plan-shares-ground = your choice { $place } and { $with } both stand on { $name } ({ $evidence })
plan-holds = This plan would hold now.
plan-only-one = There is no second choice yet.
plan-all-tied = Every other choice may fail together with the first.
plan-none-ready = No independent choice is known to work right now.
plan-rehearsed = Last rehearsed { $day }, { $time }.
plan-not-rehearsed = Not rehearsed yet.
plan-rehearse-by = Rehearse it: siaga drill --plan { $use }
plan-none = No plan yet. Make one: siaga plan set coding FIRST SECOND
plan-heading = For { $use }:
plan-set = The plan for { $use } is: { $products }.
plan-taken = There is no plan for { $use } any more.
plan-account-written = Written down: your account for { $product } was confirmed today.
plan-account-forgotten = Nothing is said about an account for { $product } any more.
plan-account-local = { $product } runs on this computer and needs no account.
drill-plan-steps = Your plan for { $use }:
drill-plan-go = Now go to { $product }: press the notification's button, open it in the window, or press Enter here.
drill-plan-walked = From the notification to { $product }: { $time }. Kept for “siaga plan check”.
drill-plan-not-walked = Nobody went to the next choice: nothing is kept
rehearsal-calm = Your plan for { $use } is being rehearsed. In a moment { $product } fails, in this drill only.
rehearsal-go = { $product } is down in this drill. Go to your next choice, { $next }: it opens for real, as it would on a bad day.
rehearsal-kept = { $time } from the outage to { $product }. Kept with your plan.
rehearsal-not-kept = { $time } from the outage to { $product }. That could not be kept with your plan: { $why }
bar-no-agent = Siaga is not running
bar-unknown = unknown

## Siaga itself

autostart-on = On: Siaga starts when you log in ({ $place }).
autostart-off = Off: Siaga does not start when you log in ({ $place }).
autostart-switched-off = Off: it was switched off in { $place }.
autostart-gone = Off: { $place } names { $program }, which is not there. Switch it on again to mend that.
autostart-other = On: { $place } starts another copy of Siaga, { $program }.
autostart-unknown = Cannot tell: { $place }: { $why }.
said-autostart-on = From now on Siaga starts when you log in.
said-autostart-off = Siaga does not start when you log in.
said-autostart-temporary = Siaga runs from a temporary folder ({ $folder }), which may be gone at the next login: install it first.
said-autostart-refused = The start at login could not be changed: { $why }.
said-autostart-nowhere = This system offers no place for a start at login.
said-autostart-drill = A drill changes nothing of yours: set this outside it.

itself-notifications-by = { $server } shows notifications{ $buttons ->
    [yes] , with buttons
   *[no] , without buttons
}{ $replaced ->
    [yes] ; news of an outage takes the place of what was shown before.
   *[no] ; what was shown before stays as it was.
}
itself-notifications-none = Nothing on this desktop shows notifications yet. Siaga looks again each time it has something to tell.
itself-notifications-off = You have switched notifications off.
itself-notifications-silent = Nothing is shown on the desktop here.
itself-output-all = All that you are told
itself-output-of = What you are told about { $products }
itself-output-events = Only { $events }
itself-output-events-of = Only { $events }, about { $products }
itself-event-began = beginnings
itself-event-worsened = worsenings
itself-event-recovered = ends
itself-event-reopened = returns
itself-event-back = ends you asked for
itself-event-reminder = reminders
itself-event-digest = summaries

said-notification-title = Siaga: a test
said-notification-body = This is how Siaga tells you. Nothing is wrong.
said-notification-sent = The test notification was sent. Did you see it?
said-notification-off = You have switched notifications off: switch them on to try one.
said-notification-no-server = Nothing on this desktop shows notifications.
said-notification-hung = The desktop did not answer within 2 seconds. It may still show the test.
said-notification-refused = The desktop refused the test: { $why }.

said-drill-begun = The drill has begun. It has a window of its own, and everything in it is marked.
said-drill-under-way = A drill is under way already.
said-drill-within = No drill can be started from here.
said-drill-no-plan = A plan with two choices is needed to rehearse it: { $use }.
said-drill-not-begun = The drill could not be started: { $why }.
said-drill-ended = The drill ended at once. Run “siaga drill --window” in a terminal to see why.
