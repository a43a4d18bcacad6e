### Kata-kata Siaga dalam bahasa Indonesia. Kunci dan isian sama dengan en.ftl; ada uji yang memeriksanya.

## Words used everywhere

status-operational = Normal
status-maintenance = Pemeliharaan
status-unknown = Tidak diketahui
status-degraded = Kurang lancar
status-partial-outage = Gangguan sebagian
status-major-outage = Gangguan

list-two = { $first } dan { $second }
list-many = { $rest }, dan { $last }

duration-moment = kurang dari semenit
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

## Verdict: the answer to "is it them or me?"

verdict-working = Semua yang Anda pakai berfungsi normal.
verdict-working-but = Semua yang terbaca berfungsi normal. Status tidak tersedia untuk { $products }.
verdict-one-major = { $product } mengalami gangguan.
verdict-one-partial = Sebagian { $product } terganggu.
verdict-one-degraded = { $product } kurang lancar.
verdict-many = { $count } layanan Anda bermasalah: { $products }.
verdict-cannot-tell = Belum diketahui: tidak ada status yang terbaca.
verdict-checking = Memeriksa layanan yang Anda pakai …
verdict-nothing-watched = Pilih layanan yang Anda pakai. Anda hanya akan diberi tahu tentang itu.

## Notifications

notify-title-down = { $product } mengalami gangguan
notify-title-partial = Sebagian { $product } terganggu
notify-title-degraded = { $product } kurang lancar
notify-title-reopened = { $product } terganggu lagi
notify-title-recovered = { $product } sudah pulih
notify-title-back = { $product } kembali normal
notify-says = Menurut { $provider }: “{ $title }”, sejak { $since }.
notify-page = Menurut halaman status { $provider }, sejak { $since }.
notify-also = Ikut terganggu: { $products }.
notify-working = { $count ->
   *[other] { $products } berfungsi normal.
}
notify-lasted = Berlangsung { $duration } ({ $from } sampai { $until }), menurut { $provider }.
notify-asked = Sesuai permintaan Anda.
notify-drill = Ini latihan.
notify-switch = Pindah ke { $product }
notify-details = Rincian
notify-snooze = Jeda 1 jam
notify-open = Buka { $product }
notify-damaged-title = Siaga memulai dari awal
notify-damaged-body = Catatannya rusak dan sudah disisihkan sebagai { $file }. Selain itu tidak ada yang hilang.

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
tray-product-partial = { $name } sebagian terganggu
tray-product-down = { $name } sedang gangguan

# $state: kata dari status-…. $time: jam, dengan tanggalnya bila hari lain.
tray-state = { $name }: { $state }
tray-state-since = { $name }: { $state } sejak { $time }

tray-details = Rincian
tray-switch-to = Pindah ke…
tray-tell-me = Beri tahu saya saat pulih
tray-snooze-hour = Jeda 1 jam
tray-snooze-all = Jeda semua pemberitahuan
tray-snoozed-until = Dijeda sampai { $time }
tray-hour = Selama 1 jam
tray-until-tomorrow = Sampai besok pukul 08.00
tray-snooze-end = Akhiri jeda
tray-check-now = Periksa sekarang
tray-open = Buka Siaga
tray-quit = Keluar

tray-use-writing = Menulis
tray-use-research = Riset dan analisis data
tray-use-coding = Pemrograman dan debugging
tray-use-support = Layanan pelanggan
tray-use-study = Belajar

## Siaga itself

problem-newer-database = Catatan berasal dari versi Siaga yang lebih baru ({ $detail }): hanya dibaca, tidak ditulis. Perbarui Siaga.
problem-memory-only = Tidak ada yang dapat disimpan ({ $detail }): Siaga berjalan dari memori.
problem-cannot-save = Catatan belum dapat disimpan saat ini: { $detail }
problem-folder = Folder tidak dapat dipakai: { $detail }
problem-no-notifications = Pemberitahuan belum dapat ditampilkan: { $detail }. Akan muncul begitu desktop Anda dapat menampilkannya lagi.
problem-no-window = Jendela tidak dapat dibuka: { $detail }
problem-detail = { $detail }

said-snoozed = { $product }: tidak ada pemberitahuan sampai { $time }.
said-snoozed-all = Tidak ada pemberitahuan sampai { $time }.
said-snooze-over = { $product }: Anda akan diberi tahu lagi.
said-snooze-all-over = Anda akan diberi tahu lagi.
said-asked = Anda akan diberi tahu begitu { $product } pulih.
said-not-asked = Anda tidak akan diberi tahu secara khusus saat { $product } pulih.
said-no-outage = Saat ini tidak ada gangguan yang diketahui pada { $product }.
said-no-address = { $product } tidak punya alamat untuk dibuka.
said-not-opened = { $product } tidak dapat dibuka: { $why }. Tentukan program di bagian [open] pada pengaturan.

## Command line

cli-since = sejak { $time }
cli-says = menurut { $host }, { $ago }
cli-unreadable = { $host } tidak terbaca: { $why }
cli-not-read = status tidak dibaca: format penyedianya belum dikenal Siaga
cli-no-feed = penyedianya tidak menerbitkan status yang dapat dibaca
cli-local = di komputer ini
cli-waiting = belum dibaca
cli-never-read = belum pernah dibaca
cli-read = dibaca { $ago }
cli-next = berikutnya dalam { $seconds } detik
cli-no-alternative = Tidak ada layanan lain di katalog untuk itu. Yang tersisa hanya menunggu; `siaga tell-me` memberi tahu saat pulih.

watch-told = diberitahukan
watch-held = ditahan
reason-began = gangguan dimulai
reason-worsened = gangguan memburuk
reason-recovered = sudah pulih
reason-reopened = terganggu lagi
reason-back = sudah pulih, sesuai permintaan Anda
reason-baseline = sudah ada saat Siaga pertama kali melihat
reason-unconfirmed = belum pasti
reason-already-told = sudah diberitahukan
reason-never-told = awalnya tidak diberitahukan
reason-below-threshold = lebih ringan dari yang ingin Anda dengar
reason-maintenance = pemeliharaan terjadwal
reason-retro-posted = baru diumumkan saat sudah (hampir) selesai
reason-snoozed = dijeda
reason-grouped = diberitahukan bersama layanan lain

drill-begins = Latihan: “{ $title }” untuk { $product }, { $speed } kali lebih cepat dari kenyataan. Data Anda tidak disentuh dan tidak ada yang dihubungi.
drill-in-terminal = Tidak ditemukan desktop yang menampilkan pemberitahuan: isinya dicetak di sini.
drill-on-desktop = Pemberitahuan muncul di desktop Anda; isinya juga dicetak di sini.
drill-over = Latihan selesai. { $count ->
   *[other] { $count } pemberitahuan disampaikan.
}

## Why an alternative stands where it stands

why-working = berfungsi normal
why-yours = Anda memakainya
why-local = di komputer ini
why-same-provider = penyedia yang sama
why-depends-on = dibangun di atas { $product }
why-not-read = status tidak dibaca
why-unreadable = status tidak terbaca saat ini
why-maintenance = pemeliharaan
why-in-trouble = sedang bermasalah: { $status }
prompt-prefill = prompt terisi otomatis
prompt-submit = prompt langsung terkirim
prompt-copy = prompt disalin
prompt-none = tidak menerima prompt
