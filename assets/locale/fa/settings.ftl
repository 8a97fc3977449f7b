### Notices about settings files, and what the command line says.

config-server-fixed = مدیر سامانه سرور را تعیین کرده است؛ پس از نشانی دیگر استفاده نشد.
config-title = تنظیمات
config-broken = تنظیمات { $file } خوانده نمی‌شود؛ پس از تنظیمات پیش‌فرض استفاده می‌شود. فایل تغییر نکرد.
config-unknown-key = تنظیم «{ $key }» در { $file } شناخته‌شده نیست و نادیده گرفته شد.
config-bad-value = مقدار «{ $key }» در { $file } معتبر نیست؛ پس از مقدار پیش‌فرض استفاده می‌شود.
config-administrator-only = «{ $key }» را فقط مدیر سامانه می‌تواند تعیین کند؛ پس این خط از { $file } نادیده گرفته شد.
config-more = { $count } خط دیگر از { $file } نیز قابل استفاده نیست.
config-no-folder = این رایانه پوشه‌ای برای فایل‌های شما ندارد (HOME باید مسیر کامل باشد)؛ پس با بستن نیم‌پلیت چیزی نگه داشته نمی‌شود.
config-not-kept = انتخاب شما اکنون اعمال شد، ولی برای اجرای بعدی ذخیره نشد.

cli-ended-by-fault = نیم‌پلیت ناگهان بسته شد. آنچه نوشته‌اید برای اجرای بعدی حفظ شده است.
cli-no-display = صفحه‌نمایشی پیدا نشد. نیم‌پلیت را در محیط گرافیکی اجرا کنید. دستور «nameplate photo» به صفحه‌نمایش نیاز ندارد.
cli-demo-failed = سرور داخلی اجرا نشد: { $reason }
cli-photo-extension = نام فایل جدید باید به { -ltr(text: ".jpg") } یا { -ltr(text: ".png") } ختم شود.
cli-photo-same-file = فایل { $path } خودِ تصویر اصلی است. برای فایل جدید نام دیگری بدهید تا تصویر اصلی از بین نرود.
cli-photo-not-read = فایل { $path } خوانده نشد: { $reason }
cli-photo-not-written = فایل { $path } نوشته نشد: { $reason }
