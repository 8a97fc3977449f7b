### The profile screen: the form, completion, groups, the account, and the questions it asks.

profile-reading-again = در حال بازخوانی…

## Names of buttons that several messages on screen may have at once.

profile-cancel-reading = لغو بازخوانی
profile-retry-reading = تلاش دوباره برای بازخوانی
profile-cancel-photo = لغو تغییر تصویر
profile-retry-removing = تلاش دوباره برای تغییر تصویر
profile-close-reading = بستن پیام بازخوانی
profile-close-removing = بستن پیام تصویر
profile-close-saving = بستن پیام ذخیره
profile-close-doubt = بستن پیام نتیجهٔ نامشخص

## The photo, the cards and their fields.

profile-photo-of = تصویر { $name }
profile-no-photo = بدون تصویر
profile-photo-unsaid = تصویر نامشخص
profile-photo-not-shown = تصویر بار نشد. بخش‌های دیگر کار می‌کنند.
profile-change-photo = تغییر تصویر…
profile-change-photo-name = تغییر تصویر
profile-change-photo-of = تغییر تصویر { $name }
profile-remove-photo = حذف تصویر
profile-removing-photo = در حال حذف تصویر…
profile-photo-removed = تصویر حذف شد
profile-photo-cancelled-removed = برای لغو دیر بود: تصویر حذف شد.
profile-photo-cancelled-unknown = لغو شد. سرور هنوز تصویر را نشان می‌دهد، ولی شاید بعداً آن را حذف کند.
profile-photo-cancelled-put-back = برای لغو دیر بود: تصویر قبلی بازگردانده شد.

profile-personal = مشخصات فردی
profile-contact = راه‌های تماس
profile-groups = گروه‌ها
profile-account = حساب کاربری

field-first-name = نام
field-last-name = نام خانوادگی
field-gender = جنسیت
field-username = نام کاربری
field-mobile-number = شمارهٔ همراه
field-email = ایمیل
field-photo = تصویر

gender-male = مرد
gender-female = زن
gender-other = سایر
gender-not-given = ثبت‌نشده
gender-unknown = در سرور «{ $value }» ثبت شده است. تا گزینهٔ دیگری انتخاب نکنید همان می‌ماند.

profile-mobile-hint = مثلاً { -ltr(text: "۰۹۱۲\u00A0۰۰۰\u00A0۰۰۰۲") } یا { -ltr(text: "+۹۸\u00A0۹۱۲\u00A0۰۰۰\u00A0۰۰۰۲") }
profile-not-shown = سرور این را نشان نمی‌دهد.
profile-undo-field = برگرداندن { $field }

## A field that was changed here and elsewhere.

conflict-name = دو مقدار برای { $field }
conflict-text = این مورد جای دیگری هم تغییر کرده است. کدام مقدار را نگه می‌دارید؟
conflict-mine = مقدار شما
conflict-theirs = در سرور
conflict-empty = (خالی)
conflict-keep = نگه داشتن این
conflict-keep-mine = نگه داشتن مقدار شما برای { $field }
conflict-take = استفاده از این
conflict-take-theirs = استفاده از مقدار سرور برای { $field }

## Advice while typing. It never prevents saving.

advice-email-no-at = این ایمیل کامل نیست: @ ندارد.
advice-email-two-at = هر ایمیل فقط یک @ دارد.
advice-email-nothing-before = این ایمیل کامل نیست: بخش پیش از @ نوشته نشده است.
advice-email-nothing-after = این ایمیل کامل نیست: بخش پس از @ نوشته نشده است.
advice-email-domain = این ایمیل کامل نیست: پس از «{ $domain }» چیزی مانند { -ltr(text: ".com") } لازم است.
advice-email-space = ایمیل نمی‌تواند فاصله داشته باشد.
advice-mobile-letters = شمارهٔ همراه نمی‌تواند حرف داشته باشد.
advice-marks-removed = نویسه‌های نامرئی حذف شد.
advice-long = متن { $count } نویسه دارد. شاید سرور فقط { $limit } نویسه بپذیرد.
advice-paste-too-long = متن چسبانده‌شده برای این فیلد خیلی بلند است و درج نشد.

## The save bar and what comes of it.

profile-changes = { $count } تغییر
profile-discard = صرف‌نظر از تغییرات
profile-save = ذخیره
profile-saving = در حال ذخیره…
profile-saving-next = در حال ذخیره… تغییرهای بعدی پس از آن.
profile-save-waits = پس از تغییری که در جریان است ذخیره می‌شود…
profile-checking = در حال بررسی نتیجهٔ ذخیره…
profile-checking-save = هنوز معلوم نیست ذخیره شده است یا نه
profile-saved = ذخیره شد
profile-earlier-saved = تغییرات قبلی شما ذخیره شد. تغییرات بعدی هنوز ذخیره نشده است.
profile-already-saved = نیازی به ذخیره نبود: سرور همین مقدارها را دارد.
profile-undoing = در حال برگرداندن…
profile-undone = ذخیره برگردانده شد: { $fields }.
profile-already-undone = نیازی به برگرداندن نبود: سرور همان مقدارهای قبلی را دارد.
profile-changed-elsewhere = جای دیگری تغییر کرده و اینجا به‌روز شد: { $fields }.
profile-conflict = شما و شخص دیگری این‌ها را تغییر داده‌اید: { $fields }. انتخاب کنید کدام مقدار بماند.
profile-conflict-open = هنوز ذخیره نشده است. اول انتخاب کنید کدام مقدار بماند: { $fields }.
profile-photo-gone = تصویر پیش از این جای دیگری حذف شده است.
profile-as-of = آخرین دریافت: { $time }
profile-new-groups = { $count ->
    [one] پس از آخرین بازدید عضو یک گروه جدید شده‌اید: { $name }.
   *[other] پس از آخرین بازدید عضو { $count } گروه جدید شده‌اید.
}
profile-draft-beside = تغییرهای پنجره‌ای دیگر نگه داشته شده است: { $fields }. وقتی تغییرهای خود را ذخیره کنید یا برگردانید، آن‌ها برمی‌گردند. تا آن زمان، آنچه اینجا می‌نویسید در رایانه نگه داشته نمی‌شود.
profile-draft-back = تغییرات ذخیره‌نشدهٔ شما از { $time } بازگشت.
profile-draft-damaged = بخشی از تغییرات ذخیره‌نشدهٔ شما خوانده نشد. فایل آن با نامی دیگر نگه داشته شد.
profile-draft-not-kept = آنچه می‌نویسید فعلاً در این رایانه ذخیره نمی‌شود.
profile-open-elsewhere = این حساب در پنجره‌ای دیگر باز است. آنچه اینجا می‌نویسید در رایانه نگه داشته نمی‌شود، مگر آن را ذخیره کنید.
profile-closed-unknown = پنجره هنگام ذخیره بسته شد. معلوم نیست تغییرات شما ذخیره شده است یا نه.
profile-discarded = از تغییرات صرف‌نظر شد
profile-saved-altered = ذخیره شد، ولی سرور این‌ها را تغییر داد: { $fields }. این مقدارها را بررسی کنید.
profile-saved-partly = فقط بخشی ذخیره شد. سرور این‌ها را نادیده گرفت: { $fields }.
profile-fields-altered = این‌ها را تغییر داد: { $fields }.
profile-not-saved-ignored = چیزی ذخیره نشد. سرور این‌ها را نادیده گرفت: { $fields }.
profile-saved-unshown = سرور پذیرفت، ولی این‌ها را نشان نمی‌دهد: { $fields }. معلوم نیست ذخیره شده‌اند یا نه.
profile-cancelled-saved = برای لغو دیر بود: تغییرات شما ذخیره شد.
profile-cancelled-unknown = لغو شد. سرور تغییرات شما را نشان نمی‌دهد، ولی شاید بعداً آن‌ها را ذخیره کند.
profile-not-begun = کار بعدی شما شروع نشد.
profile-not-taken = در سرور «{ $value }» ثبت شده است.
profile-not-taken-empty = سرور این را خالی گذاشت.
profile-fields-refused = { $count ->
    [1] فیلد مشخص‌شده را درست کنید و دوباره ذخیره کنید.
   *[other] { $count } فیلد مشخص‌شده را درست کنید و دوباره ذخیره کنید.
}

## Completion.

completion-complete = نمایه کامل است
completion-incomplete = نمایه کامل نیست
completion-unsaid = سرور نمی‌گوید نمایه کامل است یا نه
completion-will-come = برای کامل شدن نمایه، آن را ذخیره کنید
completion-may-end = ذخیره کنید تا معلوم شود نمایه هنوز کامل است یا نه
completion-missing = { $count } مورد خالی است:
completion-disagrees = همه چیز پر شده است، ولی سرور هنوز نمایه را کامل نمی‌داند.
completion-disagrees-partly = هر چه سرور نشان می‌دهد پر شده است، ولی هنوز نمایه را کامل نمی‌داند.
completion-not-shown = سرور این‌ها را نشان نمی‌دهد: { $fields }
completion-optional = اختیاری
completion-all-filled = همه چیز پر شده است.
completion-go-to = رفتن به { $field }
completion-make-photo = ساختن تصویر

## Groups.

profile-back = دوباره به سرور وصل شدید.
profile-signed-out = از حساب خارج شده‌اید. تا دوباره وارد نشوید، بازخوانی و ذخیره ممکن نیست.
profile-signed-out-elsewhere = در پنجره‌ای دیگر از این حساب خارج شدید. این پنجره باز می‌ماند، ولی چیزی از آن ذخیره نمی‌شود.
profile-nothing-is-kept = سرور مشخص نمی‌کند شما چه کسی هستید: نه شناسه نشان می‌دهد، نه نام کاربری و نه ایمیل. پس چیزی در این رایانه ذخیره نمی‌شود و دفعهٔ بعد باید دوباره وارد شوید.
profile-back-unsaved = دوباره به سرور وصل شدید. تغییرات شما هنوز ذخیره نشده است.
groups-new = جدید پس از آخرین بازدید
groups-none = در هیچ گروهی نیستید.
groups-not-shown = سرور نمی‌گوید در کدام گروه‌ها هستید.
groups-number = گروه { $number }
groups-no-name = گروه بی‌نام
groups-members = { $count ->
    [0] بدون عضو
   *[other] { $count } عضو
}
groups-since = ایجاد در { $date }
groups-created = ایجاد
groups-updated = تغییر
groups-show-details = نمایش جزئیات { $name }
groups-hide-details = پنهان کردن جزئیات { $name }
groups-no-details = سرور نمی‌گوید این گروه چه زمانی ایجاد شده یا تغییر کرده است.
groups-copy-all = کپی همه
groups-copy-all-name = کپی گروه‌ها
groups-copied = کپی شد
groups-copy = کپی جزئیات
groups-copy-name = کپی جزئیات { $name }
groups-search = جستجو در گروه‌ها
groups-search-clear = پاک کردن جستجو
groups-found = { $found } از { $all }
groups-none-found = این واژه‌ها در نام یا توضیح هیچ گروهی نیست.

## Account.

account-last-sign-in = آخرین ورود
account-member-since = عضویت از
account-server = سرور
account-never = هرگز
account-unknown = نامشخص
account-switch = تغییر حساب
account-sign-out = خروج از حساب

## Questions that are asked before something is lost.

ask-clear-username-title = نام کاربری حذف شود؟
ask-clear-username-text = شاید دیگر نتوانید با آن وارد شوید.
ask-clear-username-yes = ذخیره بدون نام کاربری
ask-sign-out-title = از حساب خارج می‌شوید؟
ask-sign-out-text = کلید شما و هر چه دربارهٔ این حساب ذخیره شده است از این رایانه حذف می‌شود. کلید در سرور معتبر می‌ماند.
ask-sign-out-yes = خروج از حساب
ask-another-account-title = با حساب دیگری ادامه می‌دهید؟
ask-another-account-text = { $count ->
    [0] با حساب { $name } وارد شدید، ولی نمایهٔ باز مال شخص دیگری است.
   *[other] با حساب { $name } وارد شدید. { $count } تغییر ذخیره‌نشدهٔ شما در نمایهٔ باز از دست می‌رود.
}
ask-unknown-account-text = { $count ->
    [0] سرور مشخص نمی‌کند که نمایهٔ باز مال شماست یا نه.
   *[other] سرور مشخص نمی‌کند که نمایهٔ باز مال شماست یا نه. { $count } تغییر ذخیره‌نشدهٔ شما در آن از دست می‌رود.
}
ask-another-account-yes = ادامه با این حساب
ask-switch-title = حساب را تغییر می‌دهید؟
ask-switch-yes = تغییر حساب بدون ذخیره
ask-close-title = بدون ذخیره می‌بندید؟
ask-close-text = { $count ->
    [1] یک تغییر ذخیره‌نشده از دست می‌رود.
   *[other] { $count } تغییر ذخیره‌نشده از دست می‌رود.
}
ask-close-nothing-stored = آنچه می‌نویسید فعلاً در این رایانه ذخیره نمی‌شود.
ask-close-yes = بستن بدون ذخیره
ask-close-busy = تغییری در حال ارسال است. اگر اکنون ببندید، ممکن است ذخیره شود یا نشود.
ask-remove-photo-title = تصویر شما حذف شود؟
ask-remove-photo-text = این تصویر بار نشد؛ پس از حذف نمی‌توانید آن را برگردانید.
ask-remove-photo-yes = حذف تصویر
ask-remove-changed-photo-text = تصویر در سرور پس از آخرین باری که اینجا دیدید تغییر کرده است. با این کار تصویر جدید حذف می‌شود.
ask-replace-photo-title = تصویر جایگزین شود؟
ask-replace-photo-text = تصویر در سرور پس از آخرین باری که اینجا دیدید تغییر کرده است. تصویر شما جای تصویر جدید را می‌گیرد.
ask-replace-photo-yes = جایگزینی تصویر
ask-undo-save-title = این ذخیره برگردانده شود؟
ask-undo-save-text = بعضی مقدارها پس از ذخیرهٔ شما دوباره تغییر کرده است.
ask-undo-save-field = { $field }: اکنون در سرور { $now }، پس از برگرداندن { $back }.
ask-undo-save-yes = به هر حال برگردان
ask-undo-photo-title = تغییر تصویر شما برگردانده شود؟
ask-undo-photo-text = تصویر در سرور پس از تغییر شما دوباره تغییر کرده است. با برگرداندن، تصویر پیش از تغییر شما جای آن را می‌گیرد.
ask-undo-photo-yes = به هر حال برگردان
