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
