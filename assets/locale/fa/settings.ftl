### Notices about settings files, and what the command line says.

config-server-fixed = مدیر سامانه سرور را تعیین کرده است؛ پس نشانی دیگری که داده‌اید به کار نرفت.
config-title = تنظیمات
config-broken = تنظیمات { $file } خوانده نمی‌شود؛ پس مقدارهای پیش‌فرض به کار می‌رود. فایل دست‌نخورده ماند.
config-unknown-key = تنظیم «{ $key }» در { $file } شناخته نیست و نادیده گرفته شد.
config-bad-value = مقدار «{ $key }» در { $file } پذیرفتنی نیست؛ پس مقدار پیش‌فرض آن به کار می‌رود.
config-administrator-only = «{ $key }» را فقط مدیر سامانه می‌تواند تعیین کند؛ سطر آن در { $file } نادیده گرفته شد.
config-more = { $count } سطر دیگر از { $file } نیز قابل استفاده نیست.
config-no-folder = این رایانه پوشه‌ای برای فایل‌های شما نشان نمی‌دهد (HOME باید مسیر کامل باشد)؛ پس با بستن نیم‌پلیت چیزی نگه داشته نمی‌شود.
config-not-kept = انتخاب شما اکنون به کار می‌رود، ولی برای اجرای بعدی ذخیره نشد.

cli-ended-by-fault = برنامه به سبب خطایی در خودش بسته شد. آنچه نوشته‌اید برای بار بعد مانده است.
cli-no-display = نیم‌پلیت به صفحه‌نمایش نیاز دارد و آن را نیافت. آن را در محیط گرافیکی اجرا کنید، یا بدون آن از «nameplate photo» استفاده کنید.
cli-demo-failed = سرور درونی آغاز نشد: { $reason }
cli-photo-extension = نام فایل نتیجه باید به { -ltr(text: ".jpg") } یا { -ltr(text: ".png") } ختم شود.
cli-photo-same-file = فایل { $path } خودِ تصویر اصلی است. برای نتیجه نام دیگری بدهید تا تصویر اصلی از دست نرود.
cli-photo-not-read = فایل { $path } خوانده نشد: { $reason }
cli-photo-not-written = فایل { $path } نوشته نشد: { $reason }
