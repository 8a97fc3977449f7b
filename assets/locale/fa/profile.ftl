### The profile screen: the form, completion, groups, the account, and the questions it asks.

profile-reading-again = در حال بازخوانی…

## Names of buttons that several messages on screen may have at once.

profile-cancel-reading = انصراف از بازخوانی
profile-retry-reading = تلاش دوباره برای بازخوانی
profile-cancel-photo = انصراف از تغییر تصویر
profile-retry-removing = تلاش دوباره برای تغییر تصویر
profile-close-reading = بستن پیام بازخوانی
profile-close-removing = بستن پیام تصویر
profile-close-saving = بستن پیام ذخیره
profile-close-doubt = بستن پیام دربارهٔ آنچه معلوم نیست

## The photo, the cards and their fields.

profile-photo-of = تصویر { $name }
profile-no-photo = بدون تصویر
profile-photo-unsaid = تصویر نامشخص
profile-photo-not-shown = تصویر بار نشد. بخش‌های دیگر کار می‌کنند.
profile-change-photo = تغییر تصویر…
profile-change-photo-name = تغییر تصویر
profile-remove-photo = حذف تصویر
profile-removing-photo = تصویر حذف می‌شود…
profile-photo-removed = تصویر حذف شد
profile-photo-cancelled-removed = با وجود انصراف، تصویر حذف شد.
profile-photo-cancelled-unknown = انصراف داده شد، ولی شاید سرور تصویر را پیش از آن حذف کرده باشد. تاکنون هنوز آن را نشان می‌دهد.
profile-photo-cancelled-put-back = با وجود انصراف، تصویر بازگردانده شد.

profile-personal = مشخصات فردی
profile-contact = راه‌های تماس
profile-groups = گروه‌ها
profile-account = حساب کاربری

field-first-name = نام
field-last-name = نام خانوادگی
field-gender = جنسیت
field-username = نام کاربری
field-mobile-number = شمارهٔ همراه
field-email = رایانامه
field-photo = تصویر

gender-male = مرد
gender-female = زن
gender-other = سایر
gender-not-given = ثبت‌نشده
gender-unknown = در سرور «{ $value }» ثبت شده است و تا گزینهٔ دیگری انتخاب نکنید همان می‌ماند.

profile-mobile-hint = برای نمونه { -ltr(text: "۰۹۱۲ ۰۰۰ ۰۰۰۲") } یا { -ltr(text: "+۹۸ ۹۱۲ ۰۰۰ ۰۰۰۲") }
profile-not-shown = سرور این را نشان نمی‌دهد.
profile-undo-field = برگرداندن { $field }

## A field that was changed here and elsewhere.

conflict-name = دو مقدار برای { $field }
conflict-text = این جای دیگری هم تغییر کرده است. کدام مقدار بماند؟
conflict-mine = نوشتهٔ شما
conflict-theirs = در سرور
conflict-empty = (خالی)
conflict-keep = همین بماند
conflict-keep-mine = نوشتهٔ شما برای { $field } بماند
conflict-take = این باشد
conflict-take-theirs = مقدار سرور برای { $field } باشد

## Advice while typing. It never prevents saving.

advice-email-no-at = این نشانی رایانامه کامل نیست؛ نشانهٔ @ ندارد.
advice-email-nothing-before = این نشانی رایانامه کامل نیست؛ بخش پیش از @ نوشته نشده است.
advice-email-nothing-after = این نشانی رایانامه کامل نیست؛ بخش پس از @ نوشته نشده است.
advice-email-domain = این نشانی رایانامه کامل نیست؛ پس از «{ $domain }» چیزی مانند { -ltr(text: ".com") } لازم است.
advice-email-space = در نشانی رایانامه فاصله جایی ندارد.
advice-mobile-letters = شمارهٔ همراه حرف ندارد.
advice-marks-removed = نویسه‌های نامرئی حذف شد؛ اینجا جای آن‌ها نیست.
advice-long = متن { $count } نویسه دارد. شاید سرور تنها { $limit } نویسه بپذیرد.
advice-paste-too-long = متن چسبانده‌شده برای این خانه بیش از اندازه طولانی است و درج نشد.

## The save bar and what comes of it.

profile-changes = { $count } تغییر
profile-discard = صرف‌نظر از تغییرات
profile-save = ذخیره
profile-saving = در حال ذخیره…
profile-preparing = نخست نمایه خوانده می‌شود…
profile-checking = بررسی می‌شود که ذخیره شده است یا نه…
profile-checking-save = هنوز معلوم نیست که ذخیره شده است یا نه
profile-saved = ذخیره شد
profile-earlier-saved = تغییرات قبلی شما سرانجام ذخیره شد. آنچه پس از آن نوشته‌اید هنوز ذخیره نشده است.
profile-already-saved = نیازی به ذخیره نبود: سرور همین مقدارها را دارد.
profile-undoing = در حال برگرداندن…
profile-undone = ذخیره برگردانده شد: { $fields }.
profile-already-undone = نیازی به برگرداندن نبود: سرور همان مقدارهای قبلی را دارد.
profile-changed-elsewhere = این‌ها جای دیگری تغییر کرده‌اند و اکنون نشان داده می‌شوند: { $fields }.
profile-conflict = شما و شخص دیگری این‌ها را تغییر داده‌اید: { $fields }. انتخاب کنید کدام مقدار بماند.
profile-conflict-open = هنوز ذخیره نشده است. نخست انتخاب کنید کدام مقدار بماند: { $fields }.
profile-photo-gone = تصویر پیش از این در جای دیگری حذف شده است.
profile-as-of = وضعیت { $time }
profile-new-groups = { $count ->
    [one] از بار پیش عضو گروه تازه‌ای شده‌اید: { $name }.
   *[other] از بار پیش عضو { $count } گروه تازه شده‌اید.
}
profile-draft-back = تغییرات شما از { $time } برگشت.
profile-draft-damaged = بخشی از آنچه نوشته بودید دوباره خوانده نشد. پرونده کنار گذاشته شد.
profile-draft-beside = پیش از این در اینجا چیز دیگری نوشته بودید: { $fields }. با «برگرداندن» آن را می‌بینید.
profile-draft-not-kept = آنچه می‌نویسید فعلاً در این رایانه نگه داشته نمی‌شود.
profile-open-elsewhere = این حساب در پنجره‌ای دیگر باز است. آنچه اینجا می‌نویسید تا وقتی ذخیره نکنید نگه داشته نمی‌شود.
profile-closed-unknown = هنگام ذخیرهٔ تغییرات پنجره بسته شد. معلوم نیست که ذخیره شده‌اند.
profile-discarded = تغییرات کنار گذاشته شد
profile-saved-altered = ذخیره شد، ولی سرور این‌ها را تغییر داد: { $fields }. مقدارهای کنونی را بررسی کنید.
profile-saved-partly = تنها بخشی ذخیره شد. سرور این‌ها را نادیده گرفت: { $fields }.
profile-fields-altered = این‌ها را تغییر داد: { $fields }.
profile-not-saved-ignored = چیزی ذخیره نشد: سرور این‌ها را نادیده گرفت: { $fields }.
profile-saved-unshown = سرور پذیرفت، ولی این‌ها را نشان نمی‌دهد: { $fields }. پس معلوم نیست ذخیره شده‌اند یا نه.
profile-cancelled-saved = برای انصراف دیر بود: آنچه فرستاده شد ذخیره شده است.
profile-cancelled-unknown = انصراف داده شد، ولی شاید سرور تغییرات شما را پیش از آن ذخیره کرده باشد. تاکنون آن‌ها را نشان نمی‌دهد.
profile-not-begun = آنچه پس از آن خواستید آغاز نشد.
profile-not-taken = سرور «{ $value }» را دارد.
profile-not-taken-empty = سرور این را خالی گذاشت.
profile-fields-refused = { $count ->
    [1] سرور یک خانه را نپذیرفت. آن را درست کنید و دوباره ذخیره کنید.
   *[other] سرور { $count } خانه را نپذیرفت. آن‌ها را درست کنید و دوباره ذخیره کنید.
}

## Completion.

completion-complete = نمایه کامل است
completion-incomplete = نمایه کامل نیست
completion-unsaid = سرور نمی‌گوید نمایه کامل است یا نه
completion-will-come = برای کامل شدن نمایه، ذخیره کنید
completion-may-end = ذخیره کنید تا معلوم شود نمایه هنوز کامل است یا نه
completion-missing = { $count } مورد خالی است:
completion-disagrees = اینجا همه چیز پر شده است، ولی سرور هنوز نمایه را ناکامل اعلام می‌کند.
completion-disagrees-partly = هر چه سرور نشان می‌دهد پر شده است، ولی هنوز نمایه را ناکامل اعلام می‌کند.
completion-not-shown = سرور این‌ها را نشان نمی‌دهد: { $fields }
completion-optional = اختیاری
completion-all-filled = همه چیز پر شده است.
completion-go-to = رفتن به { $field }
completion-make-photo = ساختن تصویر

## Groups.

profile-back = سرور دوباره در دسترس است.
profile-signed-out-elsewhere = در پنجره‌ای دیگر از این حساب خارج شدید. اینجا تا وقتی آن را ببندید باز می‌ماند و چیزی از آن نگه داشته نمی‌شود.
profile-nothing-is-kept = سرور نمی‌گوید شما که هستید: نه شناسه نشان می‌دهد، نه نام کاربری و نه رایانامه. پس چیزی در این رایانه نگه داشته نمی‌شود و بار دیگر باید دوباره وارد شوید.
profile-back-unsaved = سرور دوباره در دسترس است. تغییرات شما هنوز ذخیره نشده‌اند.
groups-new = تازه از بار پیش
groups-none = در هیچ گروهی نیستید.
groups-not-shown = سرور نمی‌گوید در کدام گروه‌ها هستید.
groups-number = گروه { $number }
groups-no-name = گروه بی‌نام
groups-members = { $count ->
    [0] بدون عضو
   *[other] { $count } عضو
}
groups-since = از { $date }
groups-created = ایجاد
groups-updated = آخرین تغییر
groups-show-details = نمایش جزئیات { $name }
groups-hide-details = پنهان کردن جزئیات { $name }
groups-no-details = سرور نمی‌گوید این گروه چه زمانی ایجاد شده یا تغییر کرده است.
groups-copy-all = رونوشت همه
groups-copy-all-name = رونوشت گروه‌ها
groups-copied = رونوشت شد
groups-copy = رونوشت
groups-copy-name = رونوشت { $name }
groups-search = جست‌وجو در گروه‌ها
groups-found = { $found } از { $all }
groups-none-found = هیچ گروهی این واژه‌ها را در نام یا توضیحش ندارد.

## Account.

account-last-sign-in = آخرین ورود
account-member-since = عضو از
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
ask-sign-out-text = کلید و هر چه دربارهٔ این حساب ذخیره شده است از این رایانه پاک می‌شود. خود کلید در سرور معتبر می‌ماند.
ask-sign-out-yes = خروج از حساب
ask-another-account-title = با حساب دیگری ادامه می‌دهید؟
ask-another-account-text = { $count ->
    [0] با حساب { $name } وارد شدید، نه با حساب کسی که نمایه‌اش باز است.
   *[other] با حساب { $name } وارد شدید. { $count } تغییر ذخیره‌نشده در نمایه‌ای که اکنون باز است از دست می‌رود.
}
ask-unknown-account-text = { $count ->
    [0] سرور نمی‌گوید شما همان کسی هستید که نمایه‌اش باز است یا نه.
   *[other] سرور نمی‌گوید شما همان کسی هستید که نمایه‌اش باز است یا نه. { $count } تغییر ذخیره‌نشده در این نمایه از دست می‌رود.
}
ask-another-account-yes = ادامه با این حساب
ask-switch-title = حساب را تغییر می‌دهید؟
ask-switch-yes = تغییر حساب بدون ذخیره
ask-close-title = بدون ذخیره می‌بندید؟
ask-close-text = { $count ->
    [1] یک تغییر ذخیره نشده است و از دست می‌رود.
   *[other] { $count } تغییر ذخیره نشده است و از دست می‌رود.
}
ask-close-nothing-stored = آنچه می‌نویسید فعلاً در این رایانه نگه داشته نمی‌شود.
ask-close-yes = بستن بدون ذخیره
ask-close-busy = تغییری هنوز در راه سرور است. اگر اکنون ببندید، شاید ذخیره شود و شاید نشود.
ask-remove-photo-title = تصویرتان حذف شود؟
ask-remove-photo-text = این تصویر دریافت نشد؛ پس از حذف نمی‌توان آن را بازگرداند.
ask-remove-photo-yes = حذف تصویر
ask-remove-changed-photo-text = تصویر روی سرور پس از آخرین باری که اینجا دیدید تغییر کرده است. تصویر تازه حذف می‌شود.
ask-replace-photo-title = تصویر جایگزین شود؟
ask-replace-photo-text = تصویر روی سرور پس از آخرین باری که اینجا دیدید تغییر کرده است. تصویر شما جای تصویر تازه را می‌گیرد.
ask-replace-photo-yes = جایگزینی تصویر
ask-undo-save-title = این ذخیره برگردانده شود؟
ask-undo-save-text = این مقدارها پس از آن دوباره تغییر کرده‌اند، شاید از جایی دیگر. آنچه پیش از ذخیرهٔ شما بود جای آن‌ها را می‌گیرد.
ask-undo-save-yes = به هر حال برگردان
ask-undo-photo-title = تغییر تصویرتان برگردانده شود؟
ask-undo-photo-text = تصویر روی سرور پس از آن دوباره تغییر کرده است، شاید از جایی دیگر. آنچه پیش از تغییر شما بود جای آن را می‌گیرد.
ask-undo-photo-yes = به هر حال برگردان
