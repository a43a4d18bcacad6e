### window

window-title = Siaga
window-title-drill = Siaga - Drill
window-drill-name = Drill
window-drill = This is a rehearsal. Nothing here is really happening.

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
window-last-said = Last known: { $status }.
window-source-waiting = { $host }: not read yet
window-source-unreadable = { $host }: could not be read since { $time }
window-source-unreadable-new = { $host }: could not be read
window-source-why = Why: { $why }
window-source-rate-limited = { $host } asked us to wait
window-source-not-read = { $provider } publishes its status in a form that Siaga does not read yet
window-source-none = { $provider } publishes no status that can be read
window-source-local = A tool on this computer

## One product

window-unknown-product = This product is not in the catalogue any more.
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

## Why an open outage was not told

window-held = Not announced: { $reason }
window-held-baseline = it was there when Siaga first looked.
window-held-unconfirmed = it is not confirmed yet.
window-held-already-told = you were told already.
window-held-never-told = its beginning was not announced either.
window-held-below-threshold = it is milder than what you want to hear of.
window-held-maintenance = planned work is no outage.
window-held-retro-posted = it was over, or being fixed, when it was published.
window-held-snoozed = notifications are snoozed.
window-held-grouped = another product's notification stands for it.
window-told = You were told of it.

## Switch to

window-switch-title = Switch to
window-switch-instead = Instead of { $name }
window-switch-for = What are you doing?
window-use-any = Anything
window-use-like = The same as with { $name }
window-use-writing = Writing
window-use-research = Research and data analysis
window-use-coding = Coding and debugging
window-use-support = Customer support
window-use-study = Study
window-failing = { $name }: { $status }
window-alternatives = Alternatives, best first
window-alternatives-asking = Looking for alternatives…
window-alternatives-none = Nothing in the catalogue does this. Try another task above.
window-alternatives-none-working = None of these is known to work right now. The ones that may still work come first.
window-why-working = Its provider says so
window-why-yours = One that you use
window-why-local = Runs on this computer
window-why-same-provider = Same provider as what fails
window-why-depends-on = Built on { $name }, so it may be affected too
window-why-status-not-read = Its status is not read
window-why-unreadable = Its status could not be read of late
window-why-maintenance = Planned work is going on
window-why-in-trouble = Has problems itself
window-read-age = read { $age }
window-prompt-prefill = Prompt: its link can fill it in, you send it
window-prompt-submit = Prompt: its link sends it at once
window-prompt-copy = Prompt: copy it and paste it there
window-prompt-none = Takes no prompt
window-start-local = Start it on this computer.
window-opened = Opened { $name } in your browser.
window-opened-status-page = Opened the status page of { $name } in your browser.

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
window-key-back = back
window-key-sheet = this list
