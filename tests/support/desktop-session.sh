#!/usr/bin/env bash
# One desktop for one test: its own display, session bus, window manager, notification server, tray host and WebDriver,
# with settings and data in a folder of its own. Nothing of the person's desktop is seen or touched.
#
#   desktop-session.sh COMMAND ARGS...        run COMMAND in a new session; its exit code is passed on
#   desktop-session.sh --start notify xfce|dunst|mock     inside a session: start a notification server
#   desktop-session.sh --start tray                       inside a session: start the tray host
#   desktop-session.sh --stop notify|tray                 inside a session: end it, and wait until its name is gone
#
# Asked for by the environment:
#   SESSION_X=1|0                  0: no display, so only the bus and a mock (or no) notification server
#   SESSION_NOTIFY=xfce|dunst|mock|none     default xfce, without a display mock. mock is python3-dbusmock's template
#   SESSION_CAPS="actions body"    the capabilities that the mock offers
#   SESSION_TRAY=xfce|none         default xfce (xfce4-panel), without a display none
#   SESSION_WEBDRIVER=1|0          default 1, without a display 0
#   SESSION_A11Y=1                 leave the accessibility bridge on
#   SESSION_SCREEN=1280x800x24     SESSION_OUT=folder for logs and screenshots (default: a new one, removed when all went well)
#
# Set for COMMAND: DISPLAY, DBUS_SESSION_BUS_ADDRESS, XDG_*_HOME, XDG_RUNTIME_DIR, WEBDRIVER_URL, SESSION_MARK (the
# folder of it all, in which downloads/ is what it is called), SESSION_OUT, and
# SESSION_OUT/<part>.log and .pid for openbox, notify, tray, webdriver; SESSION_OUT/notifications.log is what the bus saw.
# Exit code 70: the session itself did not come up; the last lines of the log say why.
set -u

patience=100 # steps of 0.1 s that a part may take to come up

fail() {
    echo "desktop-session: $1" >&2
    [ -n "${2:-}" ] && [ -s "$2" ] && tail -n 15 "$2" | sed 's/^/    /' >&2
    exit 70
}

# until_true COMMAND...: polls, because a fixed sleep is either too long or too short.
until_true() {
    local n
    for ((n = 0; n < patience; n++)); do
        "$@" 2>/dev/null && return 0
        sleep 0.1
    done
    return 1
}

alive() { kill -0 "$1" 2>/dev/null && [ "$(sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null)" != Z ]; }

name_owned() {
    dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
        org.freedesktop.DBus.NameHasOwner "string:$1" 2>/dev/null | grep -q 'boolean true'
}

name_free() { ! name_owned "$1"; }

# start PART COMMAND...: in the background, with a log and a pid file that the end of the session reads.
start() {
    local part=$1
    shift
    "$@" >>"$SESSION_OUT/$part.log" 2>&1 </dev/null &
    echo $! >"$SESSION_OUT/$part.pid"
}

# stop PART: ends the part by its pid, politely, then not.
stop() {
    local file=$SESSION_OUT/$1.pid pid n
    [ -s "$file" ] || return 0
    pid=$(<"$file")
    rm -f "$file"
    kill "$pid" 2>/dev/null || return 0
    for ((n = 0; n < 30; n++)); do
        alive "$pid" || return 0
        sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null
}

# start_named PART NAME COMMAND...: up means that the name is on the bus.
start_named() {
    local part=$1 name=$2 n
    shift 2
    start "$part" "$@"
    local pid
    pid=$(<"$SESSION_OUT/$part.pid")
    for ((n = 0; n < patience; n++)); do
        name_owned "$name" && return 0
        alive "$pid" || break
        sleep 0.1
    done
    fail "$part did not come up ($name is not on the bus)" "$SESSION_OUT/$part.log"
}

first_executable() {
    local path
    for path in "$@"; do
        [ -x "$path" ] && echo "$path" && return 0
    done
    return 1
}

start_notify() {
    local server
    case $1 in
    xfce)
        server=$(first_executable /usr/lib/*/xfce4/notifyd/xfce4-notifyd /usr/lib/xfce4/notifyd/xfce4-notifyd \
            /usr/lib64/xfce4/notifyd/xfce4-notifyd /usr/libexec/xfce4/notifyd/xfce4-notifyd) || fail "xfce4-notifyd is not installed"
        start_named notify org.freedesktop.Notifications "$server"
        ;;
    dunst) start_named notify org.freedesktop.Notifications dunst -print ;;
    mock)
        # The system's python: it is the one that the distribution's dbusmock belongs to.
        start_named notify org.freedesktop.Notifications /usr/bin/python3 -m dbusmock --session \
            --template notification_daemon -p "{\"capabilities\": \"${SESSION_CAPS-actions body body-markup persistence}\"}"
        ;;
    none) ;;
    *) fail "SESSION_NOTIFY is xfce, dunst, mock or none, not '$1'" ;;
    esac
}

start_tray() {
    case $1 in
    xfce) start_named tray org.kde.StatusNotifierWatcher xfce4-panel --disable-wm-check ;;
    none) ;;
    *) fail "SESSION_TRAY is xfce or none, not '$1'" ;;
    esac
}

# A port that nobody listens on; the driver takes no port of its own choosing.
start_webdriver() {
    local port tries
    for ((tries = 0; tries < 10; tries++)); do
        port=$((20000 + RANDOM % 12000))
        port_open "$port" && continue
        # The automation mark goes to the driver alone: the window it starts inherits it, one started by hand must not.
        TAURI_WEBVIEW_AUTOMATION=true TAURI_AUTOMATION=true start webdriver WebKitWebDriver "--port=$port"
        if until_true driver_settled "$port" && port_open "$port"; then
            export WEBDRIVER_URL=http://127.0.0.1:$port
            return 0
        fi
        stop webdriver
    done
    fail "WebKitWebDriver did not come up" "$SESSION_OUT/webdriver.log"
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

driver_settled() { port_open "$1" || ! alive "$(<"$SESSION_OUT/webdriver.pid")"; }

case ${1:-} in
--start | --stop)
    [ -n "${SESSION_MARK:-}" ] || fail "$1 works inside a session only"
    case "$1 ${2:-}" in
    "--start notify") start_notify "${3:-mock}" ;;
    "--start tray") start_tray xfce ;;
    "--stop notify") stop notify; until_true name_free org.freedesktop.Notifications || fail "the notification server stays" ;;
    "--stop tray") stop tray; until_true name_free org.kde.StatusNotifierWatcher || fail "the tray host stays" ;;
    *) fail "--start and --stop take notify or tray" ;;
    esac
    exit 0
    ;;
"" | -*)
    sed -n '2,/^set -u/{/^#/s/^# \{0,1\}//p}' "$0" >&2
    exit 64
    ;;
esac

x=${SESSION_X:-1}
if [ "$x" = 1 ]; then
    notify=${SESSION_NOTIFY:-xfce} tray=${SESSION_TRAY:-xfce} webdriver=${SESSION_WEBDRIVER:-1}
else
    notify=${SESSION_NOTIFY:-mock} tray=${SESSION_TRAY:-none} webdriver=${SESSION_WEBDRIVER:-0}
    case "$notify $tray $webdriver" in
    "mock none 0" | "none none 0") ;;
    *) fail "without a display there is only SESSION_NOTIFY=mock|none, no tray host and no WebDriver" ;;
    esac
fi

home=$(mktemp -d "${TMPDIR:-/tmp}/siaga-session.XXXXXX") || fail "no temporary folder"
own_out=0
[ -n "${SESSION_OUT:-}" ] || { SESSION_OUT=$home/out own_out=1; }
export SESSION_OUT
mkdir -p "$SESSION_OUT" "$home"/{run,config,data,cache,state,downloads,services} || fail "cannot write to $SESSION_OUT"
chmod 700 "$home/run"
command_pid=

end() {
    local code=$? part file pid left
    trap - EXIT INT TERM HUP
    [ -n "$command_pid" ] && kill "$command_pid" 2>/dev/null
    # A crash of the program under test must not leave its agent behind: whatever was started in this session carries
    # its mark in the environment, wherever it has gone since.
    left=$(grep -lzsx "SESSION_MARK=$home" /proc/[0-9]*/environ | cut -d/ -f3)
    for part in webdriver tray notify notifications openbox bus xvfb; do stop "$part"; done
    for pid in $left; do
        [ "$pid" != $$ ] && alive "$pid" && kill "$pid" 2>/dev/null
    done
    for pid in $left; do
        for ((n = 0; n < 30; n++)); do alive "$pid" || break; sleep 0.1; done
        [ "$pid" != $$ ] && alive "$pid" && kill -KILL "$pid" 2>/dev/null
    done
    wait 2>/dev/null
    if [ "$own_out" = 1 ] && [ "$code" != 0 ]; then
        rm -rf "$home"/{run,config,data,cache,state,downloads,services}
        echo "desktop-session: logs are in $SESSION_OUT" >&2
    else
        rm -rf "$home"
    fi
    exit "$code"
}
trap end EXIT
trap 'exit 143' TERM HUP
trap 'exit 130' INT

export XDG_RUNTIME_DIR=$home/run XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache XDG_STATE_HOME=$home/state
unset WAYLAND_DISPLAY DBUS_STARTER_ADDRESS DBUS_STARTER_BUS_TYPE

# What is saved goes here, not into the person's own downloads.
echo "XDG_DOWNLOAD_DIR=\"$home/downloads\"" >"$XDG_CONFIG_HOME/user-dirs.dirs"

# The panel: a task list, and the tray at the right. It has to be there before the bus is, because xfconf reads it once.
if [ "$tray" = xfce ]; then
    mkdir -p "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml"
    cat >"$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml" <<'PANEL'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
PANEL
fi

# A bus that starts nothing by itself, so that only what was asked for answers. xfconf is the panel's own settings, and
# the accessibility bus is there when asked for.
activated="org.xfce.Xfconf"
[ "${SESSION_A11Y:-0}" = 1 ] && activated="$activated org.a11y.Bus"
for service in $activated; do
    [ -f "/usr/share/dbus-1/services/$service.service" ] && cp "/usr/share/dbus-1/services/$service.service" "$home/services/"
done
cat >"$home/bus.conf" <<BUS
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir=$home/run</listen>
  <auth>EXTERNAL</auth>
  <servicedir>$home/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
BUS

if [ "$x" = 1 ]; then
    start xvfb bash -c 'exec Xvfb -displayfd 9 -screen 0 "$1" -nolisten tcp -noreset 9>"$2"' xvfb "${SESSION_SCREEN:-1280x800x24}" "$home/display"
    until_true test -s "$home/display" || fail "no display: Xvfb did not come up" "$SESSION_OUT/xvfb.log"
    DISPLAY=:$(<"$home/display")
    export DISPLAY GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 XDG_CURRENT_DESKTOP=XFCE XDG_SESSION_TYPE=x11
    # The accessibility bus keeps whether somebody reads the screen in the desktop's settings: here in memory only.
    if [ "${SESSION_A11Y:-0}" = 1 ]; then export GSETTINGS_BACKEND=memory; else export NO_AT_BRIDGE=1; fi
else
    unset DISPLAY
fi

# Everything from here on carries the session's mark.
export SESSION_MARK=$home
start bus bash -c 'exec dbus-daemon --config-file="$1" --nofork --print-address=9 9>"$2"' bus "$home/bus.conf" "$home/address"
until_true test -s "$home/address" || fail "no session bus: dbus-daemon did not come up" "$SESSION_OUT/bus.log"
DBUS_SESSION_BUS_ADDRESS=$(<"$home/address")
export DBUS_SESSION_BUS_ADDRESS

if [ "$x" = 1 ]; then
    start openbox openbox
    until_true sh -c 'xprop -root _NET_SUPPORTING_WM_CHECK | grep -q "window id"' || fail "no window manager: openbox did not come up" "$SESSION_OUT/openbox.log"
fi
start notifications dbus-monitor --session "interface='org.freedesktop.Notifications'"
start_notify "$notify"
start_tray "$tray"
[ "$webdriver" = 1 ] && start_webdriver

"$@" <&0 &
command_pid=$!
wait "$command_pid"
code=$?
command_pid=
exit "$code"
