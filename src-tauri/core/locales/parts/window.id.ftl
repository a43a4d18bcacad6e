### window

window-title = Siaga
window-title-drill = Siaga - Latihan
window-drill-name = Latihan
window-drill = Ini latihan. Tidak ada yang benar-benar terjadi di sini.

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
window-next-read = Dibaca lagi { $when }.
window-last-said = Terakhir diketahui: { $status }.
window-source-waiting = { $host }: belum dibaca
window-source-unreadable = { $host }: tidak terbaca sejak { $time }
window-source-unreadable-new = { $host }: tidak terbaca
window-source-why = Sebab: { $why }
window-source-rate-limited = { $host } meminta kami menunggu
window-source-not-read = { $provider } menerbitkan status dalam bentuk yang belum dibaca Siaga
window-source-none = { $provider } tidak menerbitkan status yang dapat dibaca
window-source-local = Alat di komputer ini

## One product

window-unknown-product = Produk ini tidak ada lagi di katalog.
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

## Why an open outage was not told

window-held = Tidak diberitahukan: { $reason }
window-held-baseline = sudah ada saat Siaga pertama kali memeriksa.
window-held-unconfirmed = belum dipastikan.
window-held-already-told = Anda sudah diberi tahu.
window-held-never-told = awalnya juga tidak diberitahukan.
window-held-below-threshold = lebih ringan daripada yang ingin Anda ketahui.
window-held-maintenance = pemeliharaan terencana bukan gangguan.
window-held-retro-posted = sudah selesai, atau sedang diperbaiki, saat diumumkan.
window-held-snoozed = notifikasi sedang dijeda.
window-held-grouped = sudah termasuk dalam notifikasi produk lain.
window-told = Anda sudah diberi tahu.

## Switch to

window-switch-title = Pindah ke
window-switch-instead = Pengganti { $name }
window-switch-for = Apa yang sedang Anda kerjakan?
window-use-any = Apa saja
window-use-like = Sama seperti di { $name }
window-use-writing = Menulis
window-use-research = Riset dan analisis data
window-use-coding = Pemrograman dan debugging
window-use-support = Layanan pelanggan
window-use-study = Belajar
window-failing = { $name }: { $status }
window-alternatives = Pengganti, terbaik lebih dulu
window-alternatives-asking = Mencari pengganti…
window-alternatives-none = Tidak ada di katalog yang cocok untuk ini. Coba pekerjaan lain di atas.
window-alternatives-none-working = Tidak satu pun diketahui normal saat ini. Yang mungkin masih berfungsi disebut lebih dulu.
window-why-working = Menurut penyedianya
window-why-yours = Sudah Anda pakai
window-why-local = Berjalan di komputer ini
window-why-same-provider = Penyedianya sama dengan yang terganggu
window-why-depends-on = Dibangun di atas { $name }, jadi mungkin ikut terganggu
window-why-status-not-read = Statusnya tidak dibaca
window-why-unreadable = Statusnya belakangan ini tidak terbaca
window-why-maintenance = Sedang dalam pemeliharaan
window-why-in-trouble = Juga bermasalah
window-read-age = dibaca { $age }
window-prompt-prefill = Prompt: bisa diisikan lewat tautan, Anda yang mengirim
window-prompt-submit = Prompt: langsung terkirim lewat tautan
window-prompt-copy = Prompt: salin lalu tempel di sana
window-prompt-none = Tidak menerima prompt
window-start-local = Jalankan di komputer ini.
window-opened = { $name } dibuka di peramban.
window-opened-status-page = Halaman status { $name } dibuka di peramban.

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
window-key-back = kembali
window-key-sheet = daftar ini
