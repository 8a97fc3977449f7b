### Changing the photo, and why a file cannot be used.

photo-title = تغییر تصویر
photo-choose = انتخاب فایل…
photo-choose-name = انتخاب فایل
photo-path = مسیر تصویر
photo-path-hint = یا بنویسید فایل کجاست و Enter را بزنید.
photo-open-path = باز کردن
photo-open-path-name = باز کردن مسیر تصویر
photo-paste = چسباندن
photo-paste-nothing = تصویری در بریده‌دان نیست. از تصویری رونوشت بگیرید یا فایلی انتخاب کنید.
photo-paste-link = پیوندی رونوشت شده است، نه تصویر. از خود تصویر رونوشت بگیرید یا فایلی انتخاب کنید.
photo-paste-failed = بریده‌دان خوانده نشد. به جای آن فایلی انتخاب کنید.
photo-drop = تصویر را هر جای پنجره رها کنید.
photo-drop-now = رها کنید تا تصویر شما شود
photo-one-only = تنها نخستین فایل به کار می‌رود.
photo-dialog-failed = پنجرهٔ انتخاب فایل باز نشد. به جای آن مسیر فایل را بنویسید.
photo-opening = تصویر باز می‌شود…
photo-drawing = در حال آماده کردن تصویر…
photo-crop = برش
photo-crop-keys = کلیدهای جهت‌نما مربع را جابه‌جا می‌کنند، با Shift بیشتر. به‌علاوه و منها بزرگ‌نمایی را تغییر می‌دهند، کروشه‌ها می‌چرخانند، F قرینه می‌کند، 0 بازنشانی می‌کند و Enter به کار می‌برد.
photo-crop-zoom = بزرگ‌نمایی { $zoom }
photo-crop-place = { $left } از چپ، { $top } از بالا
photo-crop-turned = چرخش { $degrees } درجه
photo-crop-flipped = قرینه‌شده
photo-move-left = جابه‌جایی به چپ
photo-move-right = جابه‌جایی به راست
photo-move-up = جابه‌جایی به بالا
photo-move-down = جابه‌جایی به پایین
photo-zoom = بزرگ‌نمایی
photo-zoom-in = نزدیک‌تر
photo-zoom-out = دورتر
photo-rotate-left = چرخش به چپ
photo-rotate-right = چرخش به راست
photo-flip = قرینه کردن
photo-reset = بازنشانی
photo-previews = دیگران این‌گونه می‌بینند
photo-put-back = تصویر پیشین بازگردانده شد
photo-putting-back = تصویر بازگردانده می‌شود…
photo-undo-change = برگرداندن تغییر تصویر
photo-not-kept = تصویر کنونی دریافت نشد؛ پس از جایگزینی نمی‌توان آن را بازگرداند.
photo-preview-light = پیش‌نمایش روی زمینهٔ روشن
photo-preview-dark = پیش‌نمایش روی زمینهٔ تیره
photo-location-note = مکان و دادهٔ دوربین حذف می‌شود.
photo-use = استفاده از تصویر
photo-another = انتخاب تصویر دیگر
photo-progress = بارگذاری
photo-preparing = تصویر آماده می‌شود…
photo-sending = در حال ارسال، { $percent }
photo-waiting = ارسال شد، در انتظار سرور…
photo-checking = آنچه سرور دارد بررسی می‌شود…
photo-cancelled-not-stored = انصراف داده شد. تصویر تغییر نکرد.
photo-cancelled-stored = با این همه، تصویر ذخیره شد و اکنون تصویر شماست.
photo-cancelled-unknown = هنوز معلوم نیست که سرور تصویر را تغییر داده است یا نه. برای دیدن، بازخوانی کنید.
photo-read-again = بازخوانی
photo-not-enlarged = هر ضلع این مربع تنها { $size } پیکسل است. بزرگ‌تر نمی‌شود و ممکن است تار دیده شود.
photo-facts = { $width } × { $height } · { $size }

## One line that says what was done, joined with the separator of lists.

photo-done = تصویر تغییر کرد
photo-done-size = { $before } ← { $after }
photo-done-turned = جهت تصویر درست شد
photo-done-location = مکان حذف شد

## Why a file cannot be used, and the way out.

picture-empty = این فایل خالی است. فایل دیگری انتخاب کنید.
picture-too-large = حجم این فایل { $size } است؛ حداکثر { $limit } خوانده می‌شود. آن را کوچک‌تر کنید یا فایل دیگری انتخاب کنید.
picture-too-many-pixels = این تصویر { $width } در { $height } پیکسل است؛ حداکثر { $limit } میلیون پیکسل خوانده می‌شود. آن را کوچک‌تر کنید یا تصویر دیگری انتخاب کنید.
picture-heic = این تصویر HEIC است که اینجا خوانده نمی‌شود. خروجی JPEG بگیرید، یا دوربین گوشی را روی حالت «سازگارترین» (Most compatible) بگذارید و دوباره عکس بگیرید.
picture-avif = این تصویر AVIF است که اینجا خوانده نمی‌شود. آن را به شکل JPEG یا PNG ذخیره و سپس انتخاب کنید.
picture-svg = این فایل طرح SVG است و به کار تصویر نمایه نمی‌آید. آن را به شکل PNG ذخیره و سپس انتخاب کنید.
picture-pdf = این فایل سند PDF است، نه تصویر. صفحه را به شکل JPEG یا PNG ذخیره و سپس انتخاب کنید.
picture-other-kind = این نوع تصویر اینجا خوانده نمی‌شود. آن را به‌صورت JPEG یا PNG ذخیره و همان را انتخاب کنید.
picture-not-a-picture = این فایل تصویری نیست که اینجا خوانده شود. فایل JPEG، PNG، WebP، GIF، BMP یا TIFF انتخاب کنید.
picture-cut-short = این تصویر ناقص است و انتهای آن نیامده است. دوباره از آن رونوشت بگیرید یا آن را دریافت کنید.
picture-broken = این تصویر آسیب دیده است و خوانده نمی‌شود. تصویر دیگری انتخاب کنید.
picture-too-slow = خواندن این تصویر بیش از اندازه طول کشید. آن را به شکل JPEG معمولی ذخیره و سپس انتخاب کنید.
picture-too-fine = این تصویر از { $limit } کوچک‌تر نمی‌شود. تصویر دیگری انتخاب کنید.
picture-file-missing = در این مسیر فایلی نیست. املای مسیر را بررسی کنید.
picture-file-denied = اجازهٔ خواندن این فایل نیست. آن را در پوشهٔ خود کپی کنید و نسخهٔ کپی‌شده را انتخاب کنید.
picture-file-not-a-file = این پوشه یا دستگاه است، نه فایل. تصویری انتخاب کنید.
picture-file-unreadable = این فایل خوانده نشد. آن را در این رایانه کپی کنید و نسخهٔ کپی‌شده را انتخاب کنید.
