### Words that belong to no single screen, and how numbers, sizes and times are written.
###
### One word for one thing, in all files of this language:
###
### profile        نمایه
### photo, picture تصویر
### account        حساب
### key, keyring   کلید، دسته‌کلید
### password       گذرواژه
### username       نام کاربری
### email          ایمیل
### mobile number  شمارهٔ همراه
### server         سرور
### address, port  نشانی، درگاه
### administrator  مدیر سامانه
### computer       رایانه
### file, folder   فایل، پوشه
### field, value   فیلد، مقدار
### save, store    ذخیره
### keep           حفظ
### undo, redo     برگرداندن، انجام دوباره
### discard        صرف‌نظر
### refresh        بازخوانی
### cancel, close  لغو، بستن
### retry          تلاش دوباره
### copy           کپی
### clipboard      کلیپ‌بورد
### menu           منو
### new            جدید
### only           فقط
### link           پیوند
### sign in        ورود؛ وارد شوید
### sign out       خروج از حساب

# Keeps text that is read from left to right in one piece, as in numbers with spaces or a leading sign.
-ltr = {"\u2066"}{ $text }{"\u2069"}

general-name = نیم‌پلیت
general-window-title = { $name } – نیم‌پلیت
general-cancel = لغو
general-ended-by-fault = نیم‌پلیت ناگهان بسته شد ({ $time }). آنچه نوشته بودید حفظ شده است. برای پشتیبانی، در منو «دربارهٔ نیم‌پلیت» را باز کنید و گزارش را کپی کنید.
general-close = بستن
general-retry = تلاش دوباره
general-look-again = بررسی دوباره
general-quoted = «{ $text }»
general-undo = برگرداندن
general-redo = انجام دوباره
general-hide = پنهان کردن
general-list-separator = {"، "}
general-bullet-separator = {" · "}

## Sizes of files. $size is written in the digits of the language, with at most one decimal place.

size-bytes = { $size } بایت
size-kilobytes = { $size } کیلوبایت
size-megabytes = { $size } مگابایت
size-gigabytes = { $size } گیگابایت

percent = { $number }٪

## How long to wait, rounded up.

wait-seconds = { $count } ثانیه
wait-minutes = { $count } دقیقه
wait-hours = { $count } ساعت

## How long ago.

date-just-now = همین حالا
date-minutes-ago = { $count } دقیقه پیش
date-hours-ago = { $count } ساعت پیش
date-days-ago = { $count ->
    [1] دیروز
   *[other] { $count } روز پیش
}
date-months-ago = { $count } ماه پیش
date-years-ago = { $count } سال پیش

## Dates. $month is a name from below.

date-short = { $day } { $month } { $year }
date-month-and-year = { $month } { $year }
date-yesterday = دیروز، ساعت { $time }
date-exact = { $day } { $month } { $year }، ساعت { $time }

date-month = { $month ->
    [1] ژانویه
    [2] فوریه
    [3] مارس
    [4] آوریل
    [5] مه
    [6] ژوئن
    [7] ژوئیه
    [8] اوت
    [9] سپتامبر
    [10] اکتبر
    [11] نوامبر
   *[other] دسامبر
}
date-month-short = { $month ->
    [1] ژانویه
    [2] فوریه
    [3] مارس
    [4] آوریل
    [5] مه
    [6] ژوئن
    [7] ژوئیه
    [8] اوت
    [9] سپتامبر
    [10] اکتبر
    [11] نوامبر
   *[other] دسامبر
}
date-month-jalali = { $month ->
    [1] فروردین
    [2] اردیبهشت
    [3] خرداد
    [4] تیر
    [5] مرداد
    [6] شهریور
    [7] مهر
    [8] آبان
    [9] آذر
    [10] دی
    [11] بهمن
   *[other] اسفند
}
