### The sign-in screen, addresses and the keyring.

sign-in-title = ورود به نیم‌پلیت
sign-in-subtitle = نمایهٔ کارمندی خود را ویرایش کنید.
sign-in-continue-as = ادامه با
sign-in-continue-as-person = ادامه با { $name } در { $server }
sign-in-server-address = نشانی سرور
sign-in-server-address-hint = نشانی سازمان شما، مثلاً hr.example.com
sign-in-will-use = اتصال به { $address }
sign-in-fixed-server = مدیر سامانه سرور را تعیین کرده است: { $server }
sign-in-plain-http = اتصال به این نشانی رمزنگاری‌شده نیست. دیگران در شبکه می‌توانند کلید و نمایهٔ شما را بخوانند. مدیر سامانه این را مجاز کرده است.
sign-in-with = روش ورود
sign-in-api-key = کلید API
sign-in-api-key-hint = آن را از مدیر سامانه بگیرید یا از صفحهٔ حساب خود کپی کنید.
sign-in-username = نام کاربری یا ایمیل
sign-in-password = گذرواژه
sign-in-show-key = نمایش کلید
sign-in-hide-key = پنهان کردن کلید
sign-in-show-password = نمایش گذرواژه
sign-in-hide-password = پنهان کردن گذرواژه
sign-in-show = نمایش
sign-in-caps-lock = کلید Caps Lock روشن است.
sign-in-keep = مرا به خاطر بسپار
sign-in-keep-hint = کلید شما فقط در دسته‌کلید سیستم ذخیره می‌شود.
sign-in-submit = ورود
sign-in-busy = در حال ورود…
sign-in-restoring = در حال باز کردن نمایه…
sign-in-expired = از حساب خارج شدید، چون سرور دیگر کلید شما را نمی‌پذیرد. دوباره وارد شوید. آنچه نوشته‌اید حفظ شده است.
sign-in-another-person = سرور { $server } به‌جای نمایهٔ شما نمایهٔ { $name } را فرستاد. از آن استفاده نشد. دوباره وارد شوید. آنچه نوشته‌اید حفظ شده است.
sign-in-key-missing = کلید API خود را وارد کنید.
sign-in-username-missing = نام کاربری یا ایمیل خود را وارد کنید.
sign-in-email-missing = ایمیل خود را وارد کنید.
sign-in-mobile-missing = شمارهٔ همراه خود را وارد کنید.
sign-in-password-missing = گذرواژهٔ خود را وارد کنید.
sign-in-key-given = تا وقتی نیم‌پلیت باز است از کلید NAMEPLATE_KEY استفاده می‌شود. این کلید ذخیره نمی‌شود.
sign-in-key-of-another = کلیدی که برای { $name } ذخیره شده است اکنون نمایهٔ دیگری را باز می‌کند. دوباره وارد شوید.
sign-in-key-for-this-run = تا وقتی نیم‌پلیت باز است از کلید NAMEPLATE_KEY استفاده می‌شود. این کلید ذخیره نمی‌شود. فقط نشانی سرور را وارد کنید.

## Why an address cannot be used.

address-empty = نشانی سرور سازمان خود را وارد کنید.
address-unreadable = این نوشته نشانی نیست. نشانی باید مانند hr.example.com باشد.
address-scheme = فقط نشانی وب پذیرفته می‌شود، مانند hr.example.com.
address-user-info = در این نشانی نام کاربری یا گذرواژه هست. همه چیز را تا @ پاک کنید و سپس در پایین وارد شوید.
address-plain-http = این نشانی رمزنگاری‌شده نیست و دیگران می‌توانند کلید شما را بخوانند. از https استفاده کنید یا از مدیر سامانه بخواهید http را مجاز کند.

## The system's keyring.

keyring-waiting = در انتظار دسته‌کلید. شاید در پنجره‌ای دیگر گذرواژهٔ آن خواسته شده باشد.
keyring-continue-without = ادامه بدون دسته‌کلید
keyring-absent = در این رایانه دسته‌کلیدی فعال نیست. فقط تا بستن نیم‌پلیت در حساب می‌مانید.
keyring-not-created = هنوز دسته‌کلیدی ندارید. فقط تا بستن نیم‌پلیت در حساب می‌مانید. در ورود بعدی یا در برنامهٔ مدیریت گذرواژه یکی بسازید.
keyring-locked = دسته‌کلید قفل است. فقط تا بستن نیم‌پلیت در حساب می‌مانید. دفعهٔ بعد پیش از ورود قفل آن را باز کنید.
keyring-slow = دسته‌کلید پاسخ نمی‌دهد. فقط تا بستن نیم‌پلیت در حساب می‌مانید.
keyring-failed = دسته‌کلید نتوانست کلید شما را ذخیره کند. فقط تا بستن نیم‌پلیت در حساب می‌مانید.
keyring-not-read = کلید شما از دسته‌کلید خوانده نشد. آن را دوباره وارد کنید.
keyring-key-still-there = از حساب خارج شدید، ولی کلید شما از دسته‌کلید حذف نشد. نیم‌پلیت در اجرای بعدی دوباره تلاش می‌کند. می‌توانید خودتان «nameplate» را در برنامهٔ مدیریت گذرواژه حذف کنید.

## A link that opened the program.

ask-link-title = از این سرور استفاده می‌کنید؟
ask-link-text = پیوندی نیم‌پلیت را باز کرده است. نام سرور در آن: { $server }.
ask-link-advice = چنین پیوندی را هر کسی می‌تواند بسازد. فقط اگر آن را از سازمان خود گرفته‌اید ادامه دهید. هنوز چیزی ارسال نشده است.
ask-link-yes = استفاده از این سرور
link-unusable-title = این پیوند قابل استفاده نیست
link-unusable = نیم‌پلیت در این پیوند نشانی سروری پیدا نکرد. نشانی سرور را بنویسید یا از مدیر سامانه پیوند دیگری بخواهید.
