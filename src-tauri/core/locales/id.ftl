### Kata-kata Siaga dalam bahasa Indonesia. Kunci dan isian sama dengan en.ftl; ada uji yang memeriksanya.

## Words used everywhere

status-operational = Normal
status-maintenance = Pemeliharaan
status-unknown = Tidak diketahui
status-degraded = Kurang lancar
status-partial-outage = Gangguan sebagian
status-major-outage = Gangguan
status-nothing-reported = Tidak ada gangguan dilaporkan

list-two = { $first } dan { $second }
list-many = { $rest }, dan { $last }

duration-moment = kurang dari 1 menit
duration-seconds = { $count } detik
duration-minutes = { $count } menit
duration-hours = { $count } jam
duration-days = { $count } hari
ago = { $duration } lalu
ago-moment = baru saja
moment-other-day = { $day } { $month }, { $time }
month-1 = Januari
month-2 = Februari
month-3 = Maret
month-4 = April
month-5 = Mei
month-6 = Juni
month-7 = Juli
month-8 = Agustus
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Desember

drill-title = Latihan: { $title }

## How a feed is doing. Sentences without a full stop. $since, $until: a time of day, with its date where it was another day.

source-readable = { $host } terbaca
source-found-again = { $host } dibaca sebagai { $format } sejak { $since }
source-renamed = { $host } dibaca sebagai { $format } sejak { $since }, dan di sana bagian-bagian { $products } berganti nama
source-waiting = { $host } belum dibaca
source-rate-limited = { $host } meminta menunggu sampai { $until }
source-rate-limited-for-now = { $host } meminta menunggu
source-unreadable = { $host } tidak terbaca sejak { $since }: { $why }
source-unreadable-somehow = { $host } tidak terbaca sejak { $since }
source-gone = Umpan di { $host } sudah tidak ada sejak { $since }
source-moved = { $host } pindah ke { $place }: konfirmasikan sebelum dibaca di sana
source-moved-somewhere = { $host } pindah ke alamat lain
source-blocked = { $host } menolak kami sejak { $since }
source-none = { $provider } tidak menerbitkan status yang dapat dibaca

## Why a feed is read next when it is. Phrases without a full stop.

next-calm = tiap { $pause }: untuk tahu apa lagi yang berfungsi
next-favourite = tiap { $pause }: Anda memakainya
next-open = tiap { $pause }: ada gangguan yang belum selesai
next-battery = tiap { $pause }: memakai baterai
next-offline = tiap { $pause }: sampai Anda daring kembali
next-failing = { $count ->
    [1] gagal sekali
   *[other] gagal { $count } kali berturut-turut
}
next-asked = tidak sebelum { $time }: atas permintaan penyedia
next-round = semua dibaca ulang setelah jeda

## Verdict: the answer to "is it them or me?"

verdict-working = Semua yang Anda pakai berfungsi normal.
verdict-working-but = Semua yang terbaca berfungsi normal. Status tidak tersedia untuk { $products }.
verdict-one-major = { $product } mengalami gangguan.
verdict-one-partial = { $product } terganggu sebagian.
verdict-one-degraded = { $product } kurang lancar.
verdict-many = { $count } layanan Anda bermasalah: { $products }.
verdict-maintenance = { $products } dalam pemeliharaan. Tidak ada gangguan lain yang diketahui.
verdict-cannot-tell = Belum diketahui: tidak ada status yang terbaca.
verdict-checking = Memeriksa layanan yang Anda pakai…
verdict-offline = Anda sedang luring. Terakhir diperiksa { $time }. Ini bukan gangguan layanan.
verdict-offline-never = Anda sedang luring. Belum ada yang dapat diperiksa. Ini bukan gangguan layanan.
verdict-sign-in = Jaringan ini meminta Anda masuk lebih dulu.
verdict-nothing-watched = Pilih layanan yang Anda pakai. Anda hanya akan diberi tahu tentang itu.

## Is it them or me? The answer for one product. $calm: said, where its provider says that it works; quiet, where nothing is reported.

answer-offline = Anda sedang luring, jadi dari sini tidak ada yang dapat dikatakan tentang { $product }.
answer-sign-in = Jaringan ini meminta Anda masuk lebih dulu, jadi dari sini tidak ada yang dapat dikatakan tentang { $product }.
answer-down = Menurut { $provider }, { $product } mengalami gangguan sejak { $since }.
answer-partial = Menurut { $provider }, { $product } terganggu sebagian sejak { $since }.
answer-degraded = Menurut { $provider }, { $product } kurang lancar sejak { $since }.
answer-maintenance = Menurut { $provider }, { $product } sedang dalam pemeliharaan sejak { $since }.
answer-also-down = { $dependency }, yang menjadi tumpuannya, juga mengalami gangguan.
answer-also-partial = { $dependency }, yang menjadi tumpuannya, juga terganggu sebagian.
answer-dependency-down = Menurut { $maker }, { $dependency } mengalami gangguan, padahal { $product } berjalan di atasnya.
answer-dependency-partial = Menurut { $maker }, { $dependency } terganggu sebagian, padahal { $product } berjalan di atasnya.
answer-itself = { $calm ->
    [said] Menurut { $provider } sendiri, { $product } berfungsi normal.
   *[quiet] { $provider } sendiri tidak melaporkan gangguan pada { $product }.
}
answer-unreachable = { $calm ->
    [said] Menurut { $provider }, { $product } berfungsi normal, tetapi { $host } tidak terjangkau dari sini: { $why }.
   *[quiet] { $provider } tidak melaporkan gangguan pada { $product }, tetapi { $host } tidak terjangkau dari sini: { $why }.
}
answer-errs = { $calm ->
    [said] Menurut { $provider }, { $product } berfungsi normal, tetapi dari sini { $host } menjawab dengan galat ({ $status }).
   *[quiet] { $provider } tidak melaporkan gangguan pada { $product }, tetapi dari sini { $host } menjawab dengan galat ({ $status }).
}
answer-well = { $calm ->
    [said] Tampaknya semua baik: menurut { $provider }, { $product } berfungsi normal.
   *[quiet] Tampaknya semua baik: { $provider } tidak melaporkan gangguan pada { $product }.
}
answer-well-reached = { $calm ->
    [said] Dari sini tampaknya semua baik: menurut { $provider }, { $product } berfungsi normal, dan { $host } menjawab.
   *[quiet] Dari sini tampaknya semua baik: { $provider } tidak melaporkan gangguan pada { $product }, dan { $host } menjawab.
}
answer-lag = Halaman status biasanya terlambat: mediannya 16 menit pada 25 gangguan (satu studi, 2022-2023, metrist.io).
answer-cannot-tell = Belum diketahui: { $state }.
answer-too-old = kabar terakhir dari { $host } sudah terlalu lama
answer-says-nothing = { $host } tidak menyebut { $product }
answer-local = { $product } berjalan di komputer ini: tidak ada halaman status tentangnya.
answer-from-here = Dari sini, { $host } menjawab.
answer-from-here-errs = Dari sini, { $host } menjawab dengan galat ({ $status }).
answer-from-here-not = Dari sini, { $host } tidak terjangkau: { $why }.
answer-line-read = { $host } dibaca { $ago }
answer-line-last = terakhir diketahui: { $status }
answer-line-reached = { $host } dihubungi dari sini { $ago }: menjawab dalam { $ms } md ({ $status })
answer-line-errs = { $host } dihubungi dari sini { $ago }: menjawab dengan galat ({ $status })
answer-line-not-reached = { $host } dihubungi dari sini { $ago } dan tidak terjangkau: { $why }
answer-line-runs-on = Berjalan di atas { $dependencies }
answer-support = { $name } ({ $state })
answer-support-trouble = { $name } ({ $state } sejak { $since }; dasarnya: “{ $evidence }”)
answer-unasked-no-address = { $product } tidak punya alamat yang dapat dihubungi dari sini
answer-unasked-local = { $product } berjalan di komputer ini dan tidak dihubungi
answer-unasked-private = { $host } ada di jaringan privat: hanya dihubungi bila umpan penyedianya ditandai internal
answer-unasked-drill = Dalam latihan tidak ada layanan yang dihubungi

obstacle-name = namanya tidak ditemukan
obstacle-connection = tidak menerima sambungan
obstacle-time = tidak ada jawaban pada waktunya
obstacle-trust = sambungannya tidak dapat dipercaya
obstacle-proxy = proksi sistem tidak dapat menjangkaunya
obstacle-broken = jawabannya bukan jawaban web
obstacle-no-network = komputer ini tidak punya jaringan

## Notifications

notify-title-down = { $product } mengalami gangguan
notify-title-partial = { $product } terganggu sebagian
notify-title-degraded = { $product } kurang lancar
notify-title-reopened-down = { $product } mengalami gangguan lagi
notify-title-reopened-partial = { $product } terganggu sebagian lagi
notify-title-reopened-degraded = { $product } kurang lancar lagi
notify-title-recovered = { $product } sudah pulih
notify-title-back = { $product } kembali normal
notify-title-several = { $count ->
   *[other] { $count } layanan Anda bermasalah
}
notify-title-unstable = { $product } tidak stabil
notify-title-still-down = { $product } masih terganggu
notify-title-still-partial = { $product } masih terganggu sebagian
notify-title-still-degraded = { $product } masih kurang lancar
notify-title-work = Pemeliharaan { $product }
notify-title-work-overran = Pemeliharaan { $product } lebih lama
notify-several = { $products }.
notify-unstable = Hilang timbul. Selama 30 menit tidak ada kabar lagi tentang itu.
notify-worked = Sempat normal { $duration }.
notify-goes-on = Sudah berlangsung { $duration }.
notify-newest = Terbaru, { $time }: “{ $text }”.
notify-no-longer-listed = { $provider } tidak lagi mencantumkannya. Gangguan berlangsung { $duration } ({ $from } sampai { $until }).
notify-work = { $from } sampai { $until }, menurut { $provider }.
notify-work-until = Sampai { $until }, menurut { $provider }.
notify-work-open = { $provider } belum menyebutkan sampai kapan.
notify-work-overran = Seharusnya selesai { $until }, menurut { $provider }.
digest-title-already-one = { $product } sedang bermasalah
digest-title-already = { $count } layanan Anda sedang bermasalah
digest-title-away = Selama Anda pergi
digest-title-quiet = Selama jam tenang Anda
digest-title-ceiling = Kejadian lainnya
digest-still-down = { $product } masih terganggu (sejak { $since }).
digest-still-partial = { $product } masih terganggu sebagian (sejak { $since }).
digest-still-degraded = { $product } masih kurang lancar (sejak { $since }).
digest-was-down = { $product } terganggu dari { $from } sampai { $until }.
digest-was-partial = { $product } terganggu sebagian dari { $from } sampai { $until }.
digest-was-degraded = { $product } kurang lancar dari { $from } sampai { $until }.
digest-rest = { $count ->
   *[other] { $count } lagi ada di jendela.
}
notify-says = Sejak { $since }, menurut { $provider }: “{ $title }”.
notify-page = Sejak { $since }, menurut halaman status { $provider }.
notify-also = Ikut terganggu: { $products }.
notify-working = { $count ->
   *[other] { $products } berfungsi normal.
}
notify-lasted = Gangguan berlangsung { $duration } ({ $from } sampai { $until }), menurut { $provider }.
notify-asked = Sesuai permintaan Anda.
notify-drill = Ini latihan.
notify-switch = Pindah ke { $product }
notify-details = Rincian
notify-snooze = Jeda 1 jam
notify-open = Buka { $product }
notify-damaged-title = Siaga memulai dari awal
notify-damaged-body = Catatannya rusak dan sudah disisihkan sebagai { $file }. Selain itu tidak ada yang hilang.
notify-unread-title = Sehari tanpa status untuk { $product }
notify-unread-state = { $state }.
notify-unread-means = Ini tidak berarti { $product } terganggu.
notify-unread-look = Sampai terbaca lagi, lihatlah halaman status { $provider }.
notify-unread-confirm = Konfirmasikan alamat baru di Siaga, atau biarkan tidak dibaca.

## Tray

# $state: apa yang terganggu dan berapa yang normal.
tray-title = Siaga: { $state }
tray-title-drill = Siaga (Latihan): { $state }
tray-drill-line = Latihan: { $state }
tray-drill-note = Latihan: bukan gangguan sungguhan

tray-all-working = Semua yang Anda pakai berfungsi normal
tray-nothing-watched = Belum ada yang dipantau
tray-checking = Sedang memeriksa…
tray-cannot-tell = Belum diketahui
tray-working = { $count } normal
tray-unknown = { $count } tidak diketahui
tray-not-read = { $count } tidak terbaca
tray-more = { $count } lainnya

tray-product-maintenance = { $name } dalam pemeliharaan
tray-product-degraded = { $name } kurang lancar
tray-product-partial = { $name } terganggu sebagian
tray-product-down = { $name } terganggu

# $state: kata dari status-…. $time: jam, dengan tanggalnya bila hari lain.
tray-state = { $name }: { $state }
tray-state-since = { $name }: { $state } sejak { $time }
tray-feeds-unread = Status { $count } alat tidak terbaca

tray-details = Rincian
tray-switch-to = Pindah ke…
tray-tell-me = Beri tahu saya saat pulih
tray-snooze-hour = Jeda 1 jam
tray-snooze-all = Jeda semua notifikasi
tray-snoozed-until = Dijeda sampai { $time }
tray-hour = Selama 1 jam
tray-until-tomorrow = Sampai besok pukul 08.00
tray-snooze-end = Akhiri jeda
tray-check-now = Periksa sekarang
tray-open = Buka Siaga
tray-history = Riwayat
tray-settings = Pengaturan
tray-quit = Keluar

tray-use-writing = Menulis
tray-use-research = Riset dan analisis data
tray-use-coding = Pemrograman dan debugging
tray-use-support = Layanan pelanggan
tray-use-study = Belajar

## Siaga itself

problem-newer-database = Catatan ditulis oleh versi Siaga yang lebih baru ({ $detail }): hanya dibaca, tidak ada yang disimpan. Perbarui Siaga.
problem-memory-only = Tidak ada yang dapat disimpan ({ $detail }): Siaga tetap berjalan, tetapi lupa begitu ditutup.
problem-cannot-save = Saat ini tidak ada yang dapat disimpan: { $detail }
problem-folder = Folder tidak dapat dipakai: { $detail }
problem-no-notifications = Notifikasi belum dapat ditampilkan: { $detail }. Notifikasi menunggu sampai desktop Anda dapat menampilkannya lagi.
problem-no-window = Jendela tidak dapat dibuka: { $detail }
problem-detail = { $detail }

said-snoozed = Tidak ada notifikasi tentang { $product } sampai { $time }.
said-snoozed-all = Tidak ada notifikasi sampai { $time }.
said-snooze-over = Anda akan diberi tahu lagi tentang { $product }.
said-snooze-all-over = Anda akan diberi tahu lagi.
said-asked = Anda akan diberi tahu begitu { $product } pulih.
said-not-asked = Anda tidak akan diberi tahu secara terpisah saat { $product } pulih.
said-no-outage = Saat ini tidak ada gangguan yang diketahui pada { $product }.
said-no-address = { $product } tidak punya alamat untuk dibuka.
said-not-opened = { $product } tidak dapat dibuka: { $why }. Tentukan program di bagian [open] pada pengaturan.
said-move-accepted = { $provider } mulai sekarang dibaca di { $place } ({ $format }).
said-move-none = { $provider } tidak pindah ke alamat lain yang menunggu persetujuan Anda.
said-move-unknown = Tidak ada penyedia bernama “{ $provider }”.
said-move-not-found = Tidak ada yang dapat dibaca di { $place }: { $why }
said-move-not-written = Alamat baru { $provider } tidak dapat dicatat: { $why }

## Providers of one's own

own-not-an-address = Ini bukan alamat web, seperti https://status.example.com.
own-sign-in = Alamat ini memuat nama pengguna atau kata sandi. Hilangkan keduanya.
own-private = { $host } dicapai lewat http biasa atau alamat privat. Nyatakan sebagai internal (--internal, atau kotak di jendela) bila memang ingin dibaca.
own-there = { $name } sudah ada, sebagai { $id }.
own-not-an-id = “{ $id }” tidak bisa menjadi id: huruf kecil, angka, dan tanda hubung, paling banyak 40.
own-taken = Id { $id } sudah dipakai. Pilih yang lain.
own-not-found = Tidak ada status yang terbaca di sana: { $why }
own-added = { $name } ditambahkan sebagai { $id }: { $format }, { $parts } bagian.
own-added-watched = Anda akan diberi tahu tentangnya.
own-removed = { $name } telah dihapus. Berkasnya disimpan sebagai { $file }.
own-shipped = { $name } bawaan Siaga dan tetap ada. Anda tidak harus memantaunya.
own-shipped-overlay = { $name } bawaan Siaga dan tetap ada; berkas Anda { $file } mengubahnya. Hapus berkas itu untuk membatalkannya.
own-unknown = Tidak ada penyedia milik Anda yang bernama { $id }.
own-unknown-among = Tidak ada penyedia milik Anda yang bernama { $id }; yang ada: { $ids }.
own-not-written = { $file } tidak dapat ditulis: { $why }
own-watched = Anda akan diberi tahu tentang { $product }.
own-unwatched = Anda tidak akan diberi tahu lagi tentang { $product }.
own-drill = Tidak dalam latihan: latihan tidak menghubungi siapa pun dan tidak mengubah apa pun milik Anda.
own-busy = Alamat lain sedang diperiksa. Coba lagi sebentar lagi.

## Command line

cli-since = sejak { $time }
cli-says = menurut { $host }, { $ago }
cli-feeds-unread = { $count } feed lain tidak dibaca: tidak ada yang Anda pakai memerlukannya.
cli-no-feed = penyedianya tidak menerbitkan status yang dapat dibaca
cli-local = di komputer ini
cli-waiting = belum dibaca
cli-never-read = belum pernah dibaca
cli-read = dibaca { $ago }
cli-next = berikutnya dalam { $wait }
cli-next-why = berikutnya dalam { $wait } ({ $why })
cli-watching = Siaga berjaga. Ctrl-C mengakhirinya; `siaga status` di terminal lain menunjukkan keadaannya.
cli-held = tidak diberitahukan: { $reason }
cli-provider-none = Anda belum menambahkan penyedia: gunakan `siaga provider add URL`.
cli-provider-shipped = { $count } lainnya bawaan Siaga; `siaga provider list --json` menyebutkannya.
cli-provider-found = { $url }: { $status }
cli-provider-file = Berkasnya: { $file }
cli-provider-elsewhere = Ditemukan di { $url }.
cli-import-added = ditambahkan: { $name } ({ $id })
cli-import-there = sudah ada: { $name } ({ $id })
cli-import-not-read = tidak terbaca: { $name }: { $why }
cli-import-none = Tidak satu pun feed dapat ditambahkan.
cli-exported = { $count } feed ditulis ke { $file }.

wait-up = { $product } berfungsi normal.
wait-timed-out = { $product } belum diketahui berfungsi setelah { $time }: { $state }
wait-no-feed = { $provider } tidak menerbitkan status yang dapat dibaca: tidak akan ada kabar bahwa { $product } berfungsi
wait-local = { $product } berjalan di komputer ini: tidak ada umpan yang mengabarkan keadaannya
cli-history = { $product }: { $days ->
    [1] hari ini
   *[other] { $days } hari terakhir
}
cli-history-none = Tidak ada gangguan yang teramati.
cli-history-open = masih berlangsung
cli-history-rest = { $count } yang lebih lama: lihat dengan `--csv` atau `--json`.
cli-history-theirs = Penyedianya juga mencatat yang berikut. Saat itu tidak ada yang memantau di sini, jadi tidak ikut dihitung di bawah.
cli-history-unwatched = Siaga tidak memantaunya selama itu, jadi tidak diketahui berapa lama layanan berfungsi.
cli-history-uptime = Berfungsi { $uptime }% dari waktu yang dipantau: { $watched } dari { $window } ({ $share }%).
cli-history-degraded = Selama { $duration } di antaranya kinerjanya menurun; itu tidak dihitung sebagai gangguan.
replay-span = Tercatat dari { $from } sampai { $to }:
replay-incidents = { $count } insiden menyangkut Anda; diberitahukan: { $told }.
replay-majors = Di antaranya, rusak sebagian atau mati: { $count }; diberitahukan: { $told }.
replay-held = Insiden yang pernah ditahan, menurut alasannya:
replay-untold = Insiden yang tidak pernah diberitahukan, menurut yang terakhir menahannya:
replay-per-month = Notifikasi: { $notifications }. Dalam sebulan: { $alerts } pemberitahuan, termasuk kabar pulih, tentang { $incidents } insiden.
replay-delay = Separuh dari insiden yang diberitahukan sampai dalam { $duration } setelah diterbitkan.

watch-told = diberitahukan
watch-held = ditahan
reason-began = gangguan dimulai
reason-worsened = gangguan memburuk
reason-recovered = sudah pulih
reason-reopened = terganggu lagi
reason-back = sudah pulih, sesuai permintaan Anda
reason-baseline = sudah ada saat Siaga pertama kali melihat
reason-unconfirmed = belum dipastikan
reason-already-told = sudah diberitahukan
reason-never-told = awalnya tidak diberitahukan
reason-below-threshold = lebih ringan daripada yang ingin Anda ketahui
reason-maintenance = pemeliharaan terjadwal
reason-retro-posted = baru diumumkan saat sudah (hampir) selesai
reason-snoozed = dijeda
reason-grouped = diberitahukan bersama layanan lain
reason-reminder = masih berlangsung, dan Anda ingin diingatkan
reason-digest = disampaikan bersama yang lain yang ditahan
reason-silenced = Anda tidak ingin mendengar tentang ini
reason-quiet-hours = sedang jam tenang
reason-flapping = hilang timbul, dan itu sudah disampaikan
reason-offline = komputer ini sedang luring atau baru bangun
reason-platform-doubt = terlalu banyak yang gagal sekaligus untuk dapat dipercaya

## Why something is held, where more can be said than the reason

hold-quiet-until = jam tenang sampai { $time }
hold-quiet-over = disampaikan bersama setelah jam tenang
hold-snoozed = dijeda sampai { $time }
hold-silenced = Anda minta tidak diberi tahu tentang ini sampai { $time }
hold-off = Anda tidak ingin mendengar apa pun tentang { $product }
hold-unconfirmed-until = belum dipastikan; diberitahukan pukul { $time } jika berlanjut
hold-unconfirmed = belum dipastikan; menunggu pemeriksaan berikutnya
hold-flapping = hilang timbul; kabar berikutnya pukul { $time }
hold-ceiling = batas hari ini sebanyak { $count } sudah tercapai
hold-grouped = sudah termasuk dalam notifikasi tentang { $product }

## Changing the settings

rules-set = { $key } sekarang { $value }.
rules-unset = { $key } kembali seperti bawaan.
rules-not-there = { $key } belum diatur.
rules-table = { $key } adalah kelompok pengaturan: sebutkan salah satunya.
rules-bad-key = { $key } bukan pengaturan.
rules-bad-value = teks, angka, true atau false, atau daftar teks
rules-silence-added = Anda tidak akan diberi tahu tentang ini sampai { $time }.
rules-silence-removed = Anda akan diberi tahu tentang ini lagi.
rules-silence-unknown = Aturan senyap itu sudah tidak ada.
rules-silence-names-nothing = Sebutkan tentang apa: produk, penyedia, bagian, atau kata dalam judul.
rules-silence-past = Akhirnya sudah lewat: berikan akhir yang lebih kemudian.
rules-silence-bad-text = Salah satu teksnya kosong atau terlalu panjang.

drill-begins = Latihan: “{ $title }” untuk { $product }, { $speed } kali lebih cepat dari kenyataan. Data Anda tidak disentuh dan tidak ada yang dihubungi.
drill-in-terminal = Tidak ditemukan desktop yang menampilkan notifikasi: isinya dicetak di sini.
drill-on-desktop = Notifikasi muncul di desktop Anda; isinya juga dicetak di sini.
drill-over = Latihan selesai. { $count ->
   *[other] { $count } notifikasi disampaikan.
}
# What was told is what the story wants; $count: how many expectations it has.
drill-as-wanted = Sesuai harapan: { $count ->
    [0] tidak ada yang disampaikan.
   *[other] { $count } harapan terpenuhi.
}
# $place: file and line; $want: the expectation as it is written there.
drill-unmet = { $place }: tidak terpenuhi: { $want }
# $at: since the beginning of the story.
drill-unmet-in-time = { $place }: tidak terpenuhi pada waktunya: { $want }; datangnya pada { $at }
drill-unwanted = Disampaikan pada { $at }, padahal tidak diharapkan: { $title }

## Why an alternative stands where it stands

why-working = berfungsi normal
why-nothing-reported = tidak ada gangguan dilaporkan
why-yours = Anda memakainya
why-local = di komputer ini
why-same-provider = penyedia yang sama
why-depends-on = dibangun di atas { $product }
why-not-read = status tidak dibaca
why-unreadable = status tidak terbaca saat ini
why-maintenance = pemeliharaan
why-in-trouble = sedang bermasalah: { $status }
why-running = berjalan di komputer ini
why-running-models = berjalan di komputer ini: { $models }
why-works-for-this = untuk tugas ini masih berfungsi
why-planned = nomor { $place } dalam rencana Anda
why-account = Anda punya akun
why-not-running = tidak berjalan di komputer ini
why-shares = juga bergantung pada { $product }
why-reliability = { $share } % tanpa gangguan dalam 90 hari
says-only-affects = Yang terganggu hanya: { $fails }. { $product } masih berfungsi untuk { $works }.
says-nothing-works = Semua yang bisa melakukan ini bermasalah atau tidak diketahui keadaannya. Tinggal alat di komputer ini, atau menunggu.
says-nothing-does = Tidak ada yang dikenal Siaga untuk tugas ini.
use-writing = menulis
use-research = riset
use-data-analysis = analisis data
use-coding = pemrograman
use-support = layanan pelanggan
use-study = belajar
use-image = gambar
use-video = video
use-voice = suara
use-meeting = rapat
use-translation = terjemahan
use-presentation = presentasi
use-music = musik
prompt-prefill = prompt terisi otomatis
prompt-submit = prompt langsung terkirim
prompt-copy = prompt disalin
prompt-none = tidak menerima prompt
prompt-too-long = prompt terlalu panjang untuk tautannya: disalin, tempelkan di sana

## Going elsewhere

going-opened = { $product } dibuka.
going-filled = { $product }: prompt Anda disalin dan langsung terisi di sana.
going-sent = { $product }: prompt Anda disalin dan langsung terkirim di sana.
going-copied = { $product }: prompt Anda disalin. Tempelkan di sana.
going-too-long = { $product }: prompt Anda terlalu panjang untuk tautannya. Prompt disalin: tempelkan di sana.
going-copy-only = Prompt Anda disalin. Tidak ada yang dibuka.
going-removed = { $count } karakter tak terlihat dibuang.
gone-not-copied = Prompt tidak dapat disalin: { $why }.
gone-filled = Prompt sudah terisi di { $product }.
gone-sent = Prompt langsung terkirim ke { $product }.
gone-opened = { $product } dibuka, dan prompt Anda tetap di tempatnya.
gone-on-clipboard = Prompt Anda ada di papan klip.
gone-kept = Tidak ada yang disalin atau dibuka: prompt Anda tetap di tempatnya.
said-copied = Disalin.
said-text-not-copied = Tidak dapat disalin: { $why }.
prompt-is-too-long = Prompt lebih panjang dari { $limit } KiB, batas yang dibawa Siaga. Tidak ada yang disalin atau dibuka: prompt Anda tetap di tempatnya.
prompt-is-empty = Prompt kosong: tidak ada yang terlihat di dalamnya. Tidak ada yang disalin atau dibuka.
prompt-is-no-text = Prompt bukan teks UTF-8. Tidak ada yang disalin atau dibuka: prompt Anda tetap di tempatnya.
prompt-is-missing = Tidak ada prompt untuk disalin: alirkan lewat pipa dengan --prompt-stdin.
prompt-type-it = Ketik atau tempelkan prompt, lalu tekan Ctrl-D di baris tersendiri.

### window

window-title = Siaga
window-title-drill = Siaga - Latihan
window-drill-name = Latihan
window-drill = Ini latihan. Gangguan yang tampak di sini tidak sungguhan.

## Navigation

window-views = Tampilan
window-overview = Ringkasan
window-switch-to = Pindah ke
window-back = Kembali

## Overview

window-yours = Yang Anda pakai
window-nothing-watched = Pilih layanan yang Anda pakai. Siaga hanya memberi tahu tentang itu.
window-others = Lainnya di katalog: { $count }
window-others-trouble = Lainnya di katalog: { $count }, { $trouble } bermasalah
window-check-now = Periksa sekarang
window-checking = Memeriksa…
window-checked = Sudah dibaca ulang.
window-problems = Siaga sendiri perlu diperiksa
window-snoozed-until = Notifikasi dijeda sampai { $time }
window-snoozed-short = Dijeda sampai { $time }
window-snooze-all = Jeda semua 1 jam
window-snooze-end = Akhiri jeda
window-asked-short = Anda akan diberi tahu saat pulih

## Times. The window counts for itself; nothing is asked for it.

window-ago-now = baru saja
window-ago = { $duration } lalu
window-in = { $duration } lagi
window-under-a-minute = kurang dari 1 menit
window-minutes = { $minutes } menit
window-hours = { $hours } jam
window-hours-minutes = { $hours } jam { $minutes } menit
window-days = { $days } hari
window-days-hours = { $days } hari { $hours } jam
window-since-for = sejak { $time } ({ $duration })

## Who says so, and how old that is

window-read-at = { $host }, dibaca { $age }
window-says-read = Menurut { $host }, dibaca { $age }.
window-last-read = { $host } terakhir dibaca { $age }.
window-next-read = Pembacaan berikutnya { $when }.
window-next-read-why = Pembacaan berikutnya { $when } ({ $why }).
window-last-said = Terakhir diketahui: { $status }.
window-source-waiting = { $host }: belum dibaca
window-source-why = Sebab: { $why }
window-source-local = Alat di komputer ini
window-accept-move = Baca di { $place }

## One product

window-unknown-product = Produk ini tidak ada lagi di katalog.
window-why-look = Periksa dari sini
window-why-looking = Menghubungi…
window-switch-from = Pindah ke…
window-open = Buka { $name }
window-open-status-page = Buka halaman status
window-tell-me = Beri tahu saya saat pulih
window-snooze-product = Jeda 1 jam
window-components = Yang dipantau Siaga
window-components-none = { $provider } tidak mencantumkan bagian untuk { $name }.
window-incidents = Laporan { $provider }
window-incidents-none = { $provider } tidak melaporkan insiden terbuka untuk { $name }.
window-unread = Tidak diketahui: { $host } tidak terbaca.
window-as-last-read = Menurut pembacaan terakhir, { $age }:
window-incidents-others = Insiden terbuka lain di { $provider }: { $count }
window-maintenances = Pemeliharaan terencana di { $provider }
window-maintenance-active = Sedang berlangsung
window-maintenance-span = { $from } sampai { $to }
window-maintenance-from = Mulai { $from }
window-updates = Kabar, terbaru lebih dulu
window-updates-none = Belum ada kabar tertulis.
window-quote-of = { $provider } menulis
window-incident-started = Mulai { $time }
window-incident-updated = Diperbarui { $age }

window-impact-none = Pemberitahuan
window-impact-unknown = Dampak tidak disebut
window-impact-minor = Kecil
window-impact-major = Besar
window-impact-critical = Kritis

window-stage-investigating = Diselidiki
window-stage-identified = Penyebab ditemukan
window-stage-monitoring = Perbaikan dipantau
window-stage-resolved = Selesai
window-stage-unknown = Kabar

## A message for the team, on the product's page

window-message = Pesan untuk tim
window-message-length = Panjang
window-message-short = Singkat
window-message-long = Lengkap
window-message-writing = Bentuk
window-message-plain = Teks biasa
window-message-markdown = Markdown
window-message-language = Bahasa
window-message-english = English
window-message-indonesian = Bahasa Indonesia
window-message-copy = Salin pesan
window-message-copied = Disalin.

## Why an open outage was not told

window-held = Tidak diberitahukan: { $reason }.
window-told = Anda sudah diberi tahu.

## Switch to

window-switch-title = Pindah ke
window-switch-instead = Pengganti { $name }
window-switch-for = Apa yang sedang Anda kerjakan?
window-use-any = Apa saja
window-use-like = Sama seperti di { $name }
window-failing = { $name }: { $status }
window-prompt = Prompt saya
window-prompt-paste = Tempel
window-prompt-clear = Kosongkan
window-prompt-count = { $count } karakter
window-prompt-not-saved = tidak disimpan
window-prompt-cleaned = Karakter tak terlihat dibuang. Yang Anda lihat itulah yang dibawa.
window-prompt-too-long = Teks ini lebih panjang dari 256 KiB dan tidak dapat dibawa. Persingkat, atau salin sendiri. Teksnya tetap di sini.
window-prompt-missing = Tulis atau tempelkan prompt dulu.
window-prompt-paste-keys = Papan klip tidak dapat dibaca dari sini. Tekan Ctrl V (Cmd V di Mac) di kolom itu.
window-copy-only = Salin saja
window-copy-for = Salin untuk { $name }
window-alternatives = Pengganti, terbaik lebih dulu
window-alternatives-for = Pengganti untuk { $use }, terbaik lebih dulu
window-alternatives-asking = Mencari pengganti…
window-read-age = dibaca { $age }
window-start-local = Jalankan di komputer ini.
window-or-wait = Atau tunggu: Anda diberi tahu begitu { $name } pulih.
window-opened = { $name } dibuka di peramban.
window-opened-status-page = Halaman status { $name } dibuka di peramban.

## A plan made on a calm day

window-plan = Rencana saya
window-plan-about = Apa yang Anda pakai untuk suatu tugas, dan apa berikutnya bila itu terganggu. Lebih baik dipilih saat tenang daripada saat gangguan.
window-plan-asking = Memeriksa apakah rencana Anda bisa diandalkan…
window-plan-none = Anda belum punya rencana. Mulailah dari tugas yang paling penting bagi Anda.
window-plan-task = Rencanakan tugas
window-plan-begin = Mulai
window-plan-choose = Pilih…
window-plan-empty = Belum ada pilihan. Tambahkan yang Anda pakai lebih dulu, lalu penggantinya.
window-plan-account-works = Akun saya bisa dipakai
window-plan-account-works-named = Akun saya bisa dipakai di { $name }
window-plan-account-undo = Batalkan konfirmasi akun
window-plan-account-undo-named = Batalkan konfirmasi akun di { $name }
window-plan-up = Naikkan
window-plan-up-named = Naikkan { $name }
window-plan-down = Turunkan
window-plan-down-named = Turunkan { $name }
window-plan-remove = Hapus
window-plan-remove-named = Hapus { $name } dari rencana
window-plan-add = Tambahkan
window-plan-add-to = Tambahkan layanan untuk { $use }
window-plan-others = Lainnya di katalog
window-plan-rehearse = Latih
window-plan-rehearse-named = Latih rencana untuk { $use }
window-plan-rehearse-about = Latihan di jendela tersendiri: pilihan pertama Anda mengalami gangguan di sana, Anda pindah ke pilihan berikutnya, dan waktunya dicatat.
window-rehearsal-choices = Tampilkan pilihan saya

## Settings

window-settings = Pengaturan
window-set-find = Cari pengaturan
window-set-count = { $count ->
   *[other] { $count } pengaturan ditemukan
}
window-set-none = Tidak ada pengaturan dengan kata-kata ini.
window-set-sections = Bagian
window-set-trying = Sebentar…
window-set-unknown = Saat ini tidak dapat ditampilkan: { $why }
window-set-enabled-about = Tanpa ini tidak ada yang diberitahukan; jendela dan baki sistem tetap menampilkannya.
window-set-maintenance-about = Kalau tidak, hanya ditampilkan di sini.
window-set-unstable = Tahan yang hilang timbul
window-set-unstable-about = Disebut tidak stabil satu kali, lalu ditahan selama setengah jam.
window-set-threshold-about = Yang lebih ringan ditampilkan, tetapi tidak diberitahukan.
window-set-patience-about = Yang sudah pulih sebelum itu tidak diberitahukan.
window-set-reminder-about = Gangguan yang masih berlangsung diberitahukan lagi.
window-set-test = Kirim notifikasi tes
window-set-test-about = Ditandai sebagai tes, untuk melihat apakah notifikasi sampai kepada Anda.
window-set-zone-about = Jam di atas dihitung menurut zona ini.
window-set-summary-about = Kalau tidak, Anda menemukannya di riwayat.
window-set-plan = Buka rencana saya
window-set-look = Bahasa dan tampilan
window-set-language-about = Untuk jendela ini, baki sistem, dan notifikasi.
window-set-theme = Tema
window-set-theme-about = Terang atau gelapnya jendela ini.
window-set-theme-light = Terang
window-set-theme-dark = Gelap
window-set-text = Ukuran teks
window-set-text-about = Hanya di jendela ini.
window-set-text-normal = Biasa
window-set-text-large = Besar
window-set-text-larger = Lebih besar
window-set-startup = Saat mulai
window-set-autostart = Jalankan Siaga saat saya masuk
window-set-autostart-about = Hanya bagian yang memantau yang dijalankan; tidak ada jendela yang terbuka.
window-set-autostart-unknown = Tidak diketahui apakah sekarang demikian.
window-set-welcome-about = Bahasa, layanan, notifikasi tes, dan menjalankan saat masuk, selangkah demi selangkah.
window-outputs = Keluaran lain
window-outputs-about = Ke mana Siaga meneruskan apa yang diberitahukan kepada Anda.
window-outputs-none = Belum ada.
window-outputs-leads = { $kind }, menuju { $place }
window-outputs-keyring = { $kind }, alamatnya ada di ring kunci sistem
window-outputs-test = Kirim tes
window-outputs-test-named = Kirim tes ke { $name }
window-outputs-add = Keluaran menjalankan program atau menghubungi alamat, jadi tidak dapat ditambahkan dari halaman ini. Tuliskan di bawah [output.NAMA] di { $file }.
window-privacy = Privasi
window-privacy-about = Tanpa akun, tanpa telemetri. Siaga hanya menghubungi alamat yang tercantum di sini, langsung dari komputer ini.
window-privacy-prompt = Prompt yang Anda tulis di “Pindah ke” tidak disimpan di mana pun. Prompt itu masuk ke papan klip dan, bila layanannya dapat menerima, ke alamat yang dibuka peramban Anda.
window-privacy-local = Cari layanan di komputer ini
window-privacy-local-about = Setiap kali pengganti dicari, tidak hanya di “Pindah ke”. Hanya komputer ini yang ditanya.
window-privacy-probe = Tanyai juga layanannya sendiri
window-privacy-probe-about = “{ $button }” lalu menghubungi alamat layanan itu sendiri satu kali.
window-privacy-keep = Simpan riwayat selama
window-privacy-keep-days = { $days } hari
window-privacy-keep-about = Yang lebih lama dilupakan.
window-privacy-settings = Layanan yang Anda pakai, aturan, rencana, dan penyedia Anda sendiri disimpan di { $folder }.
window-privacy-data = Apa yang dibaca, apa yang terjadi, dan apa yang diberitahukan disimpan di { $folder }.
window-privacy-contacts = Alamat: { $count }; dihubungi sejak Siaga berjalan: { $asked }
window-privacy-list = Yang dihubungi Siaga
window-privacy-again = Perbarui
window-privacy-host = Alamat
window-privacy-purpose = Keperluan
window-privacy-names = Untuk
window-privacy-last = Terakhir dihubungi
window-privacy-times = Berapa kali
window-privacy-never = belum
window-privacy-feed = Membaca status
window-privacy-search = Mencari status
window-privacy-asked = Menanyai layanannya sendiri
window-privacy-output = Meneruskan pemberitahuan
window-privacy-computer = Mencari layanan di komputer ini
window-diagnostics = Diagnostik
window-diagnostics-about = Apa yang bisa dilakukan Siaga di komputer ini, dan bagaimana keadaannya.
window-diagnostics-tray = Desktop Anda menampilkan ikon Siaga.
window-diagnostics-tray-none = Desktop Anda tidak menampilkan ikon semacam ini. Menu aplikasi, “siaga window”, dan setiap notifikasi membawa Anda kembali ke sini.
window-diagnostics-tray-unknown = Tidak diketahui apakah desktop Anda menampilkan ikon Siaga.
window-diagnostics-feeds = { $count ->
    [0] Tidak ada halaman status yang bermasalah; Siaga membaca { $all }.
   *[other] { $count } halaman status bermasalah; Siaga membaca { $all }:
}
window-diagnostics-report = Tampilkan laporan
window-diagnostics-report-about = Untuk siapa pun yang membantu Anda. Tidak memuat rahasia atau prompt; bacalah sebelum Anda meneruskannya.
window-diagnostics-lines = Laporan
window-diagnostics-copy = Salin laporan
window-history = Riwayat
window-history-tool = Layanan
window-history-span = Seberapa jauh ke belakang
window-history-days = { $days } hari
window-history-asking = Melihat ke belakang…
window-history-fresh = Riwayat dimulai hari ini. Grafik terisi seiring waktu.
window-history-uptime = Berfungsi { $share } % dari { $watched } hari yang dipantau, selama { $days } hari terakhir.
window-history-uptime-short = Berfungsi { $share } % dari { $watched } yang dipantau, selama { $days } hari terakhir.
window-history-uptime-none = Siaga tidak memantaunya selama { $days } hari ini, jadi tidak diketahui berapa lama layanan berfungsi.
window-history-seen = Teramati:
window-history-seen-none = tidak ada gangguan
window-history-theirs-only = Hanya dilaporkan { $provider }:
window-history-count = { $count } kali gangguan
window-history-longest = terlama { $duration }
window-history-usual = biasanya mulai antara pukul { $from } dan { $to }
window-history-bars = { $name } dari hari ke hari
window-history-bars-about = Tiap batang adalah satu hari; tingginya menunjukkan lama gangguan, yang singkat digambar lebih tinggi agar terlihat.
window-history-theirs = Hanya dilaporkan { $provider }
window-history-unwatched = Tidak dipantau
window-history-calm = Dipantau, tidak ada gangguan
window-history-day = { $day }: { $what }
window-history-day-down = gangguan { $duration }
window-history-day-partial = gangguan sebagian { $duration }
window-history-day-degraded = kurang lancar selama { $duration }
window-history-day-calm = tidak ada gangguan
window-history-day-unwatched = tidak dipantau
window-history-day-partly-watched = dipantau selama { $duration }
window-history-day-theirs = { $provider } melaporkan gangguan selama { $duration }
window-history-day-listed = { $provider } mencatat { $count } insiden
window-history-incidents = { $count } insiden
window-history-table = Tampilkan sebagai tabel
window-history-table-of = Tampilkan sebagai tabel: { $of }
window-history-column-day = Hari
window-history-column-watched = Dipantau
window-history-column-theirs = Dilaporkan { $provider }
window-history-column-hour = Jam
window-history-column-what = Yang teramati
window-history-column-pair = Layanan
window-history-column-both = Terganggu bersamaan
window-history-column-each = Masing-masing
window-history-column-said = Dilaporkan keduanya
window-history-column-shared = Yang sama
window-history-take = Simpan atau cetak
window-history-save = Simpan sebagai { $form }
window-history-print = Cetak
window-history-picture = { $name }, { $from } sampai { $to }
window-history-no-picture = Gambar tidak dapat dibuat di sini. Simpan sebagai SVG saja.
window-history-timeline = Yang terjadi
window-history-timeline-none = Tidak ada yang diketahui tentang { $name } pada masa ini: tidak ada insiden, dan tidak ada yang diberitahukan atau ditahan.
window-history-strip = Kapan { $name } terganggu: di atas yang teramati, di bawah yang hanya dilaporkan { $provider }. Daftar di bawahnya menyebutkan hal yang sama.
window-history-open = masih berlangsung
window-history-until = sampai { $time } ({ $duration })
window-history-theirs-span = Menurut { $provider }: sejak { $from },
window-history-all = Tampilkan semua ({ $count })
window-history-left-out = Yang lebih lama tidak ditampilkan di sini: { $count }
window-history-week = Jam dalam seminggu
window-history-week-named = { $name } menurut jam dan hari. { $summary }
window-history-week-about = Kapan gangguan teramati. Makin besar kotaknya, makin besar bagian jam itu yang terganggu.
window-history-week-worst = Paling sering terganggu: { $day }, { $from } sampai { $to }.
window-history-week-none = Tidak ada gangguan yang teramati pada jam mana pun.
window-history-week-caption = { $name }: gangguan yang teramati menurut jam dan hari (–: tidak dipantau)
window-history-together = Layanan mana yang terganggu bersamaan?
window-history-together-pick = Bandingkan
window-history-together-few = Pilih sedikitnya dua layanan di pengaturan untuk membandingkannya.
window-history-together-two = Centang sedikitnya dua layanan.
window-history-together-none = Tidak ada dua layanan yang teramati terganggu pada waktu yang sama.
window-history-together-caption = Setiap pasangan, selama { $days } hari terakhir
window-history-row = { $name }: { $uptime } { $count ->
    [0] Tidak ada hari dengan gangguan.
   *[other] { $count } hari dengan gangguan.
}
window-history-rows = Hari dengan gangguan
window-history-rows-none = Tidak diketahui ada hari dengan gangguan.
window-history-pair = { $a } dan { $b }
window-welcome = Langkah pertama
window-welcome-about = Siaga membaca halaman status layanan AI yang Anda pakai, lalu memberi tahu bila ada yang terganggu. Tidak perlu akun, dan tidak ada data tentang Anda yang keluar dari komputer ini.
window-welcome-step = Langkah { $step } dari { $of }: { $name }
window-welcome-tools = Bahasa dan layanan
window-welcome-language-auto = Seperti di komputer ini
window-welcome-notify = Notifikasi
window-welcome-notify-about = Bila salah satu layanan Anda terganggu, notifikasi memberi tahu Anda. Coba dulu apakah notifikasinya muncul.
window-welcome-test = Kirim notifikasi uji
window-welcome-test-again = Kirim sekali lagi
window-welcome-seen = Apakah Anda melihatnya?
window-welcome-yes = Ya
window-welcome-no = Tidak
window-welcome-seen-yes = Baik. Dengan cara itulah Anda akan diberi tahu.
window-welcome-seen-no = Biasanya karena salah satu hal ini:
window-welcome-help-disturb = Mode “Jangan ganggu” aktif. Matikan lewat menu di balik jam, atau lewat ikon lonceng di panel.
window-welcome-help-server = Tidak ada yang menampilkan notifikasi di desktop ini. Desktop sederhana memerlukan server notifikasi yang dipasang dan dijalankan bersamanya.
window-welcome-help-allowed = Notifikasi dari Siaga dimatikan di pengaturan sistem, bagian Notifikasi.
window-welcome-help-windows = Buka Pengaturan > Sistem > Notifikasi. Nyalakan notifikasi, lalu nyalakan Siaga di daftar di bawahnya.
window-welcome-help-windows-disturb = Di tempat yang sama, periksa apakah “Jangan ganggu” aktif.
window-welcome-help-macos = Buka Pengaturan Sistem > Pemberitahuan, pilih Siaga, lalu izinkan pemberitahuan.
window-welcome-help-macos-focus = Di bilah menu, periksa apakah mode Fokus seperti “Jangan Ganggu” aktif.
window-welcome-help-without = Tanpa notifikasi pun Siaga tetap berguna: jendela ini menampilkan hal yang sama.
window-welcome-login = Mulai saat masuk
window-welcome-login-about = Siaga hanya dapat memantau selama ia berjalan. Ia dimulai tanpa jendela dan bekerja di latar belakang. Anda dapat mengubahnya kapan saja di pengaturan.
window-welcome-login-tick = Jalankan Siaga saat saya masuk ke komputer
window-welcome-continue = Lanjut
window-welcome-skip = Lewati langkah ini
window-welcome-back = Kembali
window-welcome-skip-all = Lewati semua langkah
window-welcome-done = Selesai
window-welcome-done-about = Siaga sudah memantau. Sekarang Anda dapat melihat seperti apa bila sebuah layanan terganggu: latihan memperagakannya di jendela tersendiri yang diberi tanda, tanpa menghubungi siapa pun.
window-welcome-drill = Mulai latihan
window-welcome-end = Ke ringkasan
window-tray-none = Desktop Anda tidak menampilkan ikon baki. Jendela dan notifikasi tetap berfungsi.
window-tray-way = Setelah jendela ditutup, Anda dapat membukanya lagi dari menu aplikasi, dengan perintah “siaga window”, atau dari notifikasi mana pun.
window-tray-away = Mengerti
window-watching = Memantau { $count } layanan.
window-bars-uptime = { $uptime } selama { $days } hari
window-bars-unwatched = Belum dipantau
window-bars-spoken = { $name }: { $trouble ->
    [0] tidak ada gangguan pada hari-hari yang dipantau.
   *[other] gangguan pada { $trouble } dari hari-hari yang dipantau.
} Lihat riwayat
window-affects = Terdampak:
window-affects-more = dan { $count } bagian lain
window-affects-all = { $count ->
    [1] Anda memantaunya
    [2] Anda memantau keduanya
   *[other] Anda memantau semuanya
}
window-affects-some = Anda memantau { $count } di antaranya
window-affects-none = tidak ada yang Anda pantau
window-show-all = Tampilkan semua ({ $count })
window-show-fewer = Tampilkan lebih sedikit
window-quote-rest = Tampilkan selebihnya
window-quote-less = Ringkas lagi
window-why-checked = Yang diperiksa
window-key-history = riwayat
window-key-plan = rencana saya
window-own = Penyedia sendiri
window-own-about = Siaga mencari feed status di balik sebuah alamat: alamat halaman status, atau alamat feed itu sendiri.
window-own-address = Alamat
window-own-internal = Internal: http biasa atau alamat privat
window-own-look = Cari
window-own-looking = Mencari…
window-own-state = Keadaan
window-own-parts = Bagian
window-own-format = Format
window-own-feed = Feed
window-own-elsewhere = Feed berada di tempat lain dari yang Anda sebut: { $address }
window-own-there = Ini sudah ada: { $name }.
window-own-add = Tambahkan
window-own-adding = Menambahkan…
window-own-list = Penyedia yang Anda tambahkan
window-own-none = Anda belum menambahkan satu pun.
window-own-remove = Hapus
window-own-remove-named = Hapus { $name }
window-own-remove-ask = Hapus { $name }? Berkasnya disimpan.
window-own-keep = Biarkan
window-pick = Pilih layanan Anda
window-pick-about = Anda diberi tahu tentang yang dicentang, dan tidak tentang yang lain.
window-pick-find = Cari layanan atau penyedia
window-pick-count = { $count } layanan
window-pick-none = Tidak ada yang bernama begitu di katalog.

## The agent

window-agent-connecting = Memulai Siaga…
window-agent-restarting = Bagian Siaga yang memantau berhenti. Memulainya lagi ({ $attempt } dari { $most })…
window-agent-upgrading = Siaga sedang diperbarui…
window-agent-gone = Bagian Siaga yang memantau terus berhenti, atau tidak dapat dimulai. Yang Anda lihat sudah lama.
window-agent-not-there = Belum bisa saat ini: bagian Siaga yang memantau belum berjalan.
window-agent-try-again = Coba lagi
window-agent-quit = Siaga telah ditutup.

## Keys

window-keys = Tombol
window-keys-show = Tombol (?)
window-keys-close = Tutup
window-key-rows = baris berikut dan sebelumnya
window-key-enter = rincian
window-key-switch = pindah ke
window-key-check = periksa sekarang
window-key-tell = beri tahu saya saat pulih
window-key-snooze = jeda 1 jam, atau akhiri
window-key-open = buka pengganti
window-key-settings = pengaturan
window-key-find = cari, di pengaturan
window-key-back = kembali
window-key-sheet = daftar ini

## Pesan untuk tim

message-drill = Latihan, tidak terjadi apa-apa:
message-down = { $product } mengalami gangguan sejak { $since }, menurut { $provider }.
message-partial = { $product } terganggu sebagian sejak { $since }, menurut { $provider }.
message-degraded = { $product } kurang lancar sejak { $since }, menurut { $provider }.
message-over = { $product } sudah pulih, menurut { $provider }. Gangguan berlangsung { $duration } ({ $from } sampai { $until }).
message-working = { $product } berfungsi normal, menurut { $provider }.
message-unknown = Keadaan { $product } tidak diketahui: status { $provider } tidak terbaca.
message-title = Mereka menyebutnya: “{ $title }”.
message-parts = Yang terganggu: { $parts }.
message-newest = Terbaru dari { $provider }, { $time }:
message-meanwhile = Sementara itu gunakan { $products }.
message-nothing-works = Saat ini tidak ada alternatif yang diketahui berfungsi.
message-next = Diperiksa lagi pukul { $time }.
message-page = Halaman status: { $page }
bar-many = { $count ->
   *[other] { $count } bermasalah
}

## What a person is told, and when

window-undo = Urungkan
window-rules-saved = Tersimpan; berlaku mulai sekarang.
window-rules-failed = Pengaturan tidak dapat dibaca: { $why }
window-rules-would-have = { $count ->
    [0] Dengan pengaturan ini Anda tidak akan menerima notifikasi apa pun dalam { $days } hari terakhir.
    [one] Dengan pengaturan ini Anda akan menerima satu notifikasi dalam { $days } hari terakhir.
   *[other] Dengan pengaturan ini Anda akan menerima { $count } notifikasi dalam { $days } hari terakhir.
}
window-rules-would-have-since = Tidak ada catatan dari sebelum { $time }.
window-rules-would-have-unknown = Tentang { $names } tidak ada catatan dari masa itu.
window-rules-would-have-nothing = Belum diketahui berapa notifikasi yang akan muncul dengan pengaturan ini: belum ada catatan tentang kejadian sebelumnya.

window-rules-notify = Notifikasi
window-rules-notify-about = Apa yang diberitahukan kepada Anda. Setiap perubahan langsung berlaku.
window-rules-enabled = Beri tahu saya di desktop
window-rules-threshold = Beri tahu mulai dari
window-rules-patience = Jika “{ $status }”, tunggu
window-rules-patience-none = tidak perlu
window-rules-reminder = Ingatkan selama masih berlangsung
window-rules-reminder-off = tidak pernah
window-rules-reminder-every = setiap { $duration }
window-rules-ceiling = Gangguan baru yang diberitahukan per hari
window-rules-ceiling-none = tanpa batas
window-rules-ceiling-most = paling banyak { $count }
window-rules-ceiling-about = Di atas batas itu, semuanya disampaikan bersama keesokan harinya. Kabar pulih selalu disampaikan.
window-rules-maintenance = Beri tahu juga tentang pemeliharaan terencana
window-rules-each = Setiap layanan
window-rules-each-about = “Wajib tahu” tetap diberitahukan pada jam tenang dan di atas batas harian.
window-rules-loudness-of = Cara memberi tahu tentang { $name }
window-rules-threshold-of = { $name }: beri tahu mulai dari
window-rules-loudness-must-know = Wajib tahu
window-rules-loudness-normal = Biasa
window-rules-loudness-quiet = Tanpa suara
window-rules-loudness-off = Nonaktif
window-rules-as-above = Seperti di atas

window-rules-quiet = Jam tenang
window-rules-quiet-about = Pada jam ini hanya layanan yang wajib tahu yang diberitahukan.
window-rules-quiet-none = Belum ada yang diatur.
window-rules-quiet-add = Tambah jam
window-rules-quiet-entry = Jam tenang { $number }
window-rules-quiet-from = Dari
window-rules-quiet-to = sampai
window-rules-quiet-days = Hari mulainya
window-rules-quiet-remove = Hapus jam tenang { $number }
window-rules-quiet-zone = Zona waktu
window-rules-quiet-zone-system = Zona komputer ini
window-rules-quiet-summary = Sesudahnya, sampaikan apa yang terjadi dalam satu notifikasi
window-quiet-until = Jam tenang sampai { $time }: hanya layanan yang wajib tahu yang diberitahukan.

window-rules-silences = Senyap
window-rules-silences-about = Hal yang untuk sementara tidak ingin Anda dengar. Di sini tetap ditampilkan.
window-rules-silences-none = Tidak ada yang Anda senyapkan.
window-rules-silence-any = Layanan apa pun
window-rules-silence-tool = Layanan
window-rules-silence-title = Kata dalam judul
window-rules-silence-for = Selama
window-rules-silence-add = Senyapkan
window-rules-silence-until = sampai { $time }
window-rules-silence-over = berakhir { $time }
window-rules-silence-remove = Hapus
window-rules-silence-remove-named = Hapus aturan senyap: { $what }
window-rules-silence-incident = Jangan beri tahu tentang ini
window-rules-silence-incident-named = Berapa lama tidak diberi tahu tentang “{ $title }”
window-rules-for-day = satu hari
window-rules-for-week = satu minggu
window-rules-for-month = 30 hari
window-rules-for-quarter = 90 hari

window-rules-parts = Bagian yang dihitung
window-rules-parts-about = Gangguan pada bagian yang tidak dicentang tidak dianggap gangguan layanan itu.
window-rules-parts-picked = { $picked } dari { $count } bagian
window-rules-parts-own = pilihan Anda
window-rules-parts-shipped = Semua seperti bawaan
window-rules-parts-shipped-named = Semua seperti bawaan untuk { $name }
window-rules-parts-none = Halamannya tidak memuat bagian, atau belum dibaca.

window-snooze-longer = Jeda lebih lama
window-snooze-longer-all = Jeda semua lebih lama
window-snooze-morning = Sampai besok pagi ({ $time })
window-snooze-hours = Jam
window-snooze-for = Jeda selama jam ini

window-decided = Diberitahukan dan ditahan
window-decided-told = Diberitahukan
window-decided-held = Ditahan
window-decided-none = Belum ada yang diberitahukan atau ditahan tentang { $name }.
# Further outputs.
forward-test-title = Tes dari Siaga
forward-test-body = Ini tes untuk keluaran “{ $output }”. Tidak ada gangguan.
said-output-reached = Pesan tes sampai di “{ $output }”.
said-output-not-reached = Pesan tes tidak sampai di “{ $output }”: { $why }.
said-output-unknown = Tidak ada keluaran bernama “{ $output }”. Yang ada: { $outputs }.
said-output-none = Belum ada keluaran: tambahkan [output.nama] di pengaturan Anda.
said-output-drill = Latihan tidak menghubungi siapa pun: keluaran dapat dites di luar latihan.
problem-output-waiting = Keluaran tidak dapat dijangkau: { $detail }. Akan dicoba lagi.
problem-output-refused = Keluaran menolak pesan: { $detail }. Pesan itu dibuang; coba dengan “siaga output test”.

## The days gone by

together-provider = Keduanya dari penyedia yang sama: { $name }.
together-built = { $a } dan { $b } memakai model atau bagian yang sama: { $name } ({ $evidence }).
together-ground = Keduanya bergantung pada { $name } ({ $evidence }).
said-together-count = Pilih 2 sampai { $most } produk untuk dibandingkan.
said-history-too-long = Gangguan dalam { $days } hari terlalu banyak untuk satu tabel. Pilih jangka waktu yang lebih pendek.
said-saved = Disimpan sebagai { $file }.
said-not-saved = Tidak dapat disimpan: { $why }.

## Rencana

plan-does-not-fit = tidak dibuat untuk tugas ini
plan-account = akun terakhir dipastikan { $day }
plan-account-old = akun terakhir dipastikan { $day }: periksa apakah masih berfungsi
plan-account-none = akun belum dipastikan
plan-shares-provider = pilihan { $place } Anda satu penyedia dengan { $with }: { $name }
plan-shares-built = pilihan { $place } Anda dan { $with } memakai model atau bagian yang sama: { $name } ({ $evidence })
plan-shares-ground = pilihan { $place } Anda dan { $with } sama-sama bergantung pada { $name } ({ $evidence })
plan-holds = Saat ini rencana ini bisa diandalkan.
plan-only-one = Belum ada pilihan kedua.
plan-all-tied = Semua pilihan lain bisa ikut terganggu bersama yang pertama.
plan-none-ready = Saat ini tidak ada pilihan mandiri yang diketahui berfungsi.
plan-rehearsed = Terakhir dilatih { $day }, { $time }.
plan-not-rehearsed = Belum pernah dilatih.
plan-rehearse-by = Latih: siaga drill --plan { $use }
plan-none = Belum ada rencana. Buat satu: siaga plan set coding PERTAMA KEDUA
plan-heading = Untuk { $use }:
plan-set = Rencana untuk { $use }: { $products }.
plan-taken = Tidak ada lagi rencana untuk { $use }.
plan-account-written = Dicatat: akun { $product } Anda dipastikan hari ini.
plan-account-forgotten = Catatan tentang akun { $product } sudah dihapus.
plan-account-local = { $product } berjalan di komputer ini dan tidak memerlukan akun.
drill-plan-steps = Rencana Anda untuk { $use }:
drill-plan-go = Sekarang pindah ke { $product }: tekan tombol pada notifikasi, buka di jendela, atau tekan Enter di sini.
drill-plan-walked = Dari notifikasi sampai { $product }: { $time }. Disimpan untuk “siaga plan check”.
drill-plan-not-walked = Tidak ada yang pindah ke pilihan berikutnya: tidak ada yang disimpan
rehearsal-calm = Rencana Anda untuk { $use } sedang dilatih. Sebentar lagi { $product } mengalami gangguan, hanya dalam latihan ini.
rehearsal-go = { $product } mengalami gangguan dalam latihan ini. Pindahlah ke pilihan berikutnya, { $next }: alat itu benar-benar dibuka, seperti saat gangguan sungguhan.
rehearsal-kept = { $time } dari gangguan sampai { $product }. Disimpan bersama rencana Anda.
rehearsal-not-kept = { $time } dari gangguan sampai { $product }. Catatan ini tidak dapat disimpan bersama rencana Anda: { $why }
bar-no-agent = Siaga tidak berjalan
bar-unknown = tidak diketahui

## Siaga itself

autostart-on = Aktif: Siaga dijalankan saat Anda masuk ke komputer ({ $place }).
autostart-off = Nonaktif: Siaga tidak dijalankan saat Anda masuk ke komputer ({ $place }).
autostart-switched-off = Nonaktif: sudah dimatikan di { $place }.
autostart-gone = Nonaktif: { $place } menyebut { $program }, yang tidak ada lagi. Aktifkan lagi untuk memperbaikinya.
autostart-other = Aktif: { $place } menjalankan salinan Siaga yang lain, { $program }.
autostart-unknown = Tidak diketahui: { $place }: { $why }.
said-autostart-on = Mulai sekarang Siaga dijalankan saat Anda masuk ke komputer.
said-autostart-off = Siaga tidak lagi dijalankan saat Anda masuk ke komputer.
said-autostart-temporary = Siaga berjalan dari folder sementara ({ $folder }), yang mungkin sudah tidak ada saat Anda masuk lagi: pasang Siaga dahulu.
said-autostart-refused = Mulai otomatis tidak dapat diubah: { $why }.
said-autostart-nowhere = Sistem ini tidak menyediakan tempat untuk mulai otomatis.
said-autostart-drill = Latihan tidak mengubah apa pun milik Anda: atur ini di luar latihan.

itself-notifications-by = { $server } menampilkan notifikasi{ $buttons ->
    [yes] , dengan tombol
   *[no] , tanpa tombol
}{ $replaced ->
    [yes] ; kabar tentang gangguan menggantikan yang ditampilkan sebelumnya.
   *[no] ; yang ditampilkan sebelumnya tetap seperti semula.
}
itself-notifications-none = Belum ada yang menampilkan notifikasi di desktop ini. Siaga mencari lagi setiap kali ada yang perlu diberitahukan.
itself-notifications-off = Anda mematikan notifikasi.
itself-notifications-silent = Di sini tidak ada yang ditampilkan di desktop.
itself-output-all = Semua yang diberitahukan kepada Anda
itself-output-of = Yang diberitahukan kepada Anda tentang { $products }
itself-output-events = Hanya { $events }
itself-output-events-of = Hanya { $events }, tentang { $products }
itself-event-began = awal gangguan
itself-event-worsened = gangguan yang memburuk
itself-event-recovered = pulihnya layanan
itself-event-reopened = gangguan yang kambuh
itself-event-back = pulihnya layanan yang Anda tunggu
itself-event-reminder = pengingat
itself-event-digest = ringkasan

said-notification-title = Siaga: uji coba
said-notification-body = Begini cara Siaga memberi tahu Anda. Tidak ada masalah.
said-notification-sent = Notifikasi uji coba sudah dikirim. Apakah Anda melihatnya?
said-notification-off = Anda mematikan notifikasi: nyalakan dahulu untuk mencobanya.
said-notification-no-server = Tidak ada yang menampilkan notifikasi di desktop ini.
said-notification-hung = Desktop tidak menjawab dalam 2 detik. Notifikasi uji coba mungkin masih muncul.
said-notification-refused = Desktop menolak notifikasi uji coba: { $why }.

said-drill-begun = Latihan sudah dimulai. Jendelanya tersendiri, dan semua di dalamnya diberi tanda.
said-drill-under-way = Latihan sedang berlangsung.
said-drill-within = Latihan tidak dapat dimulai dari sini.
said-drill-no-plan = Untuk melatihnya diperlukan rencana dengan dua pilihan: { $use }.
said-drill-not-begun = Latihan tidak dapat dimulai: { $why }.
said-drill-ended = Latihan langsung berakhir. Jalankan “siaga drill --window” di terminal untuk melihat sebabnya.
