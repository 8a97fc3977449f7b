### The sign-in screen, addresses and the keyring.

sign-in-title = ورود به نیم‌پلیت
sign-in-subtitle = نمایهٔ کارمندی خود را ویرایش کنید.
sign-in-continue-as = ادامه با
sign-in-continue-as-person = ادامه با { $name } در { $server }
sign-in-server-address = نشانی سرور
sign-in-server-address-hint = نشانی سازمان شما، برای نمونه hr.example.com
sign-in-will-use = نشانی نهایی: { $address }
sign-in-fixed-server = مدیر سامانه سرور را تعیین کرده است: { $server }
sign-in-plain-http = این نشانی رمزنگاری نشده است و دیگران در شبکه می‌توانند کلید و نمایهٔ شما را بخوانند. مدیر سامانه آن را مجاز کرده است.
sign-in-with = روش ورود
sign-in-api-key = کلید API
sign-in-api-key-hint = آن را از مدیر سامانه بخواهید یا در صفحهٔ حساب خود از آن رونوشت بگیرید.
sign-in-username = نام کاربری یا رایانامه
sign-in-password = گذرواژه
sign-in-show-key = نمایش کلید
sign-in-hide-key = پنهان کردن کلید
sign-in-show-password = نمایش گذرواژه
sign-in-hide-password = پنهان کردن گذرواژه
sign-in-show = نمایش
sign-in-caps-lock = کلید Caps Lock روشن است.
sign-in-keep = مرا در حساب نگه دار
sign-in-keep-hint = در دسته‌کلید سیستم شما ذخیره می‌شود و نه در جای دیگر.
sign-in-submit = ورود
sign-in-busy = در حال ورود…
sign-in-restoring = نمایهٔ شما باز می‌شود…
sign-in-expired = از حساب خارج شدید، چون کلید دیگر پذیرفته نمی‌شود. دوباره وارد شوید؛ آنچه نوشته‌اید سر جایش هست.
sign-in-another-person = سرور { $server } نمایهٔ { $name } را فرستاد. چیزی از آن پذیرفته نشد. دوباره وارد شوید؛ آنچه نوشته‌اید سر جایش هست.
sign-in-key-missing = کلید API خود را بنویسید.
sign-in-username-missing = نام کاربری یا رایانامهٔ خود را بنویسید.
sign-in-email-missing = رایانامهٔ خود را بنویسید.
sign-in-mobile-missing = شمارهٔ همراه خود را بنویسید.
sign-in-password-missing = گذرواژهٔ خود را بنویسید.
sign-in-key-given = برای این بار از کلید NAMEPLATE_KEY استفاده می‌شود و هیچ‌جا ذخیره نمی‌شود.
sign-in-key-of-another = کلیدی که برای { $name } نگه داشته شده است اکنون نمایهٔ دیگری را باز می‌کند. دوباره وارد شوید.
sign-in-key-for-this-run = برای این بار از کلید NAMEPLATE_KEY استفاده می‌شود و هیچ‌جا ذخیره نمی‌شود. تنها نشانی سرور مانده است.

## Why an address cannot be used.

address-empty = نشانی سرور سازمان خود را بنویسید.
address-unreadable = این نوشته نشانی نیست. نشانی باید مانند hr.example.com باشد.
address-scheme = تنها نشانی وب پذیرفته می‌شود؛ با https آغاز می‌شود یا پیش از نام چیزی ندارد.
address-user-info = در این نشانی نام کاربری یا گذرواژه آمده است. هر چه را تا @ نوشته شده پاک کنید و پایین‌تر وارد شوید.
address-plain-http = این نشانی رمزنگاری نشده است و ممکن است کلید در راه خوانده شود. از https استفاده کنید یا از مدیر سامانه بخواهید http را مجاز کند.

## The system's keyring.

keyring-waiting = در انتظار دسته‌کلید. شاید در پنجره‌ای دیگر گذرواژهٔ خود را می‌خواهد.
keyring-continue-without = ادامه بدون دسته‌کلید
keyring-absent = در این رایانه دسته‌کلیدی در کار نیست؛ پس تنها تا بستن برنامه در حساب می‌مانید.
keyring-not-created = هنوز دسته‌کلیدی ندارید و ساخته هم نشد؛ پس تنها تا بستن برنامه در حساب می‌مانید. در ورود بعدی، وقتی پرسیده شد، یکی بسازید؛ یا در برنامهٔ مدیریت گذرواژه.
keyring-locked = دسته‌کلید قفل است؛ پس تنها تا بستن برنامه در حساب می‌مانید. بار دیگر پیش از ورود قفلش را باز کنید.
keyring-slow = دسته‌کلید پاسخ نمی‌دهد؛ پس تنها تا بستن برنامه در حساب می‌مانید.
keyring-failed = دسته‌کلید نتوانست کلید را ذخیره کند؛ پس تنها تا بستن برنامه در حساب می‌مانید.
keyring-not-read = کلید از دسته‌کلید خوانده نشد. آن را دوباره بنویسید.
keyring-key-still-there = اینجا از حساب خارج شدید، ولی کلید از دسته‌کلید حذف نشد. در اجرای بعدی دوباره تلاش می‌شود؛ یا ورودی «nameplate» را در برنامهٔ مدیریت گذرواژه حذف کنید.
