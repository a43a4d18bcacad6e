### tray

# $state: apa yang terganggu dan berapa yang normal.
tray-title = Siaga: { $state }
tray-title-drill = Siaga (Latihan): { $state }
tray-drill-line = Latihan: { $state }
tray-drill-note = Latihan: bukan gangguan sungguhan

tray-all-working = Semua yang Anda pakai berjalan normal
tray-nothing-watched = Belum ada yang dipantau
tray-checking = Sedang memeriksa…
tray-cannot-tell = Status belum dapat dipastikan
tray-working = { $count } normal
tray-unknown = { $count } tidak diketahui
tray-not-read = { $count } tidak terbaca
tray-more = { $count } lainnya

tray-product-working = { $name } normal
tray-product-maintenance = { $name } dalam pemeliharaan
tray-product-unknown = { $name } tidak diketahui
tray-product-degraded = { $name } gangguan sebagian
tray-product-partial = { $name } sebagian tidak berfungsi
tray-product-down = { $name } sedang gangguan

# $time: jam, atau tanggal dan jam.
tray-since-working = { $name }: normal sejak { $time }
tray-since-maintenance = { $name }: dalam pemeliharaan sejak { $time }
tray-since-unknown = { $name }: tidak diketahui sejak { $time }
tray-since-degraded = { $name }: gangguan sebagian sejak { $time }
tray-since-partial = { $name }: sebagian tidak berfungsi sejak { $time }
tray-since-down = { $name }: gangguan sejak { $time }

tray-clock = { $hour }.{ $minute }
tray-age-now = baru saja
tray-age-minutes = { $count } menit lalu
tray-age-hours = { $count } jam lalu
tray-age-days = { $count } hari lalu

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
