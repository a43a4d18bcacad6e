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
