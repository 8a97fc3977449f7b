### Changing the photo, and why a file cannot be used.

photo-title = تغییر تصویر
photo-choose = انتخاب فایل…
photo-choose-name = انتخاب فایل
photo-now = تصویر کنونی
photo-other-ways = راه‌های دیگر
photo-path = مسیر تصویر
photo-path-hint = مسیر فایل را بنویسید و Enter را بزنید.
photo-open-path = باز کردن
photo-open-path-name = باز کردن مسیر تصویر
photo-paste = چسباندن
photo-paste-nothing = تصویری در کلیپ‌بورد نیست. تصویری را کپی کنید یا فایلی انتخاب کنید.
photo-paste-link = در کلیپ‌بورد پیوند هست، نه تصویر. خود تصویر را کپی کنید یا فایلی انتخاب کنید.
photo-paste-failed = کلیپ‌بورد خوانده نشد. به‌جای آن فایلی انتخاب کنید.
photo-caption = مکان و دادهٔ دوربین حذف می‌شود.
photo-caption-drop = می‌توانید فایل را در هر جای پنجره رها کنید. مکان و دادهٔ دوربین حذف می‌شود.
photo-drop-now = رها کنید تا تصویر شما شود
photo-back = تصویری که قبلاً انتخاب کرده بودید ({ $time }) بازگشت. از آن استفاده کنید یا با «لغو» از آن صرف‌نظر کنید.
photo-one-only = فقط از فایل اول استفاده می‌شود.
photo-dialog-title = انتخاب تصویر
photo-dialog-pictures = تصویرها
photo-dialog-all = همهٔ فایل‌ها
photo-dialog-failed = پنجرهٔ انتخاب فایل باز نشد. به‌جای آن مسیر فایل را بنویسید.
photo-opening = در حال باز کردن تصویر…
photo-drawing = در حال آماده کردن تصویر…
photo-crop = برش
photo-crop-keys = کلیدهای جهت‌نما مربع را جابه‌جا می‌کنند و با Shift بیشتر. به‌علاوه و منها بزرگ‌نمایی را تغییر می‌دهند، کروشه‌ها می‌چرخانند، F قرینه می‌کند، C به وسط می‌برد، 0 بازنشانی می‌کند و Enter از تصویر استفاده می‌کند.
photo-crop-zoom = بزرگ‌نمایی { $zoom }
photo-crop-place = { $left } از چپ، { $top } از بالا
photo-crop-turned-right = چرخش ۹۰ درجه به راست
photo-crop-turned-left = چرخش ۹۰ درجه به چپ
photo-crop-turned-round = چرخش ۱۸۰ درجه
photo-crop-flipped = قرینه‌شده
photo-move-left = جابه‌جایی به چپ
photo-move-right = جابه‌جایی به راست
photo-move-up = جابه‌جایی به بالا
photo-move-down = جابه‌جایی به پایین
photo-centre = وسط
photo-zoom = بزرگ‌نمایی
photo-zoom-in = نزدیک‌تر
photo-zoom-out = دورتر
photo-rotate-left = چرخش به چپ
photo-rotate-right = چرخش به راست
photo-flip = قرینه کردن
photo-reset = بازنشانی
photo-previews = دیگران این‌گونه می‌بینند
photo-put-back = تصویر قبلی بازگردانده شد
photo-putting-back = در حال بازگرداندن تصویر قبلی…
photo-undo-change = برگرداندن تغییر تصویر
photo-not-kept = تصویر کنونی شما بار نشد؛ پس از جایگزینی نمی‌توانید آن را برگردانید.
photo-preview-light = پیش‌نمایش روی زمینهٔ روشن
photo-preview-dark = پیش‌نمایش روی زمینهٔ تیره
photo-use = استفاده از تصویر
photo-another = انتخاب تصویر دیگر
photo-progress = بارگذاری
photo-preparing = در حال آماده‌سازی تصویر برای ارسال…
photo-sending = در حال ارسال، { $percent }
photo-waiting = ارسال شد، در انتظار سرور…
photo-checking = در حال بررسی سرور…
photo-cancelled-not-stored = لغو شد. تصویر شما تغییر نکرد.
photo-cancelled-stored = برای لغو دیر بود: تصویر جدید ذخیره شد.
photo-cancelled-unknown = معلوم نیست سرور تصویر شما را تغییر داده است یا نه.
photo-not-enlarged = هر ضلع این مربع فقط { $size } پیکسل است. بزرگ‌تر نمی‌شود و ممکن است تار دیده شود.
photo-facts = { $width } × { $height } · { $size }

## Pictures that are made here, for those who have no photo.

photo-make = ساختن تصویر…
photo-make-name = ساختن تصویر
photo-make-title = ساختن تصویر
photo-make-keys = با کلیدهای جهت‌نما انتخاب کنید و Enter را بزنید.
photo-make-choices = تصویرها
photo-make-initials = حرف‌های اول نام شما
photo-make-initials-on = { $letters } روی { $colour }
photo-make-drawings = نقاشی‌ها
colour-blue = آبی
colour-indigo = نیلی
colour-violet = بنفش
colour-purple = ارغوانی
colour-pink = صورتی
colour-red = قرمز
colour-orange = نارنجی
colour-brown = قهوه‌ای
colour-olive = زیتونی
colour-green = سبز
colour-teal = سبزآبی
colour-grey = خاکستری
drawing-leaf = برگ
drawing-wave = موج
drawing-mountain = کوه
drawing-star = ستاره
drawing-lamp = چراغ
drawing-book = کتاب
drawing-key = کلید
drawing-cup = فنجان
drawing-kite = بادبادک
drawing-shell = صدف
drawing-tree = درخت
drawing-sun = خورشید

## One line that says what was done, joined with the separator of lists.

photo-done = تصویر تغییر کرد
photo-done-size = { $before } ← { $after }
photo-done-turned = جهت تصویر درست شد
photo-done-location = مکان حذف شد

## Why a file cannot be used, and the way out.

picture-empty = این فایل خالی است. فایل دیگری انتخاب کنید.
picture-too-large = این فایل خیلی بزرگ است: { $size }. حداکثر اندازه { $limit } است. آن را کوچک‌تر کنید یا فایل دیگری انتخاب کنید.
picture-too-many-pixels = این تصویر خیلی بزرگ است: { $width } در { $height } پیکسل. حداکثر { $limit } میلیون پیکسل است. آن را کوچک‌تر کنید یا تصویر دیگری انتخاب کنید.
picture-heic-too-many-pixels = این تصویر HEIC خیلی بزرگ است: { $width } در { $height } پیکسل. برای HEIC حداکثر { $limit } میلیون پیکسل است. آن را با قالب JPEG ذخیره کنید و فایل جدید را انتخاب کنید، یا آن را کوچک‌تر کنید.
picture-heic = نیم‌پلیت این تصویر HEIC را نمی‌خواند. آن را با قالب JPEG ذخیره کنید و فایل جدید را انتخاب کنید، یا دوربین گوشی را روی «سازگارترین» (Most compatible) بگذارید و دوباره عکس بگیرید.
picture-heic-kind = نیم‌پلیت این نوع تصویر HEIC را نمی‌خواند ({ $kind }). آن را با قالب JPEG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-avif = نیم‌پلیت تصویر AVIF را نمی‌خواند. آن را با قالب JPEG یا PNG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-svg = از طرح SVG نمی‌توان به‌عنوان تصویر نمایه استفاده کرد. آن را با قالب PNG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-pdf = این فایل سند PDF است، نه تصویر. صفحه را با قالب JPEG یا PNG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-kind = نیم‌پلیت این نوع تصویر را نمی‌خواند ({ $kind }). آن را با قالب JPEG یا PNG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-raw = نیم‌پلیت فایل خام دوربین را نمی‌خواند ({ $kind }). از آن خروجی JPEG بگیرید و فایل جدید را انتخاب کنید.
picture-film = این فایل ویدیو است ({ $kind })، نه تصویر. یک قاب آن را با قالب JPEG یا PNG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-document = این فایل سند است ({ $kind })، نه تصویر. تصویر درون آن را با قالب JPEG یا PNG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-archive = این فایل فشرده است ({ $kind })، نه تصویر. آن را از حالت فشرده خارج کنید و تصویری از آن انتخاب کنید.
picture-jpeg-twelve-bits = نیم‌پلیت JPEG با ۱۲ بیت برای هر رنگ را نمی‌خواند. آن را با قالب JPEG معمولی ذخیره کنید و فایل جدید را انتخاب کنید.
picture-jpeg-arithmetic = نیم‌پلیت JPEG با کدگذاری حسابی را نمی‌خواند. آن را با قالب JPEG معمولی ذخیره کنید و فایل جدید را انتخاب کنید.
picture-jpeg-lossless = نیم‌پلیت JPEG بی‌اتلاف را نمی‌خواند. آن را با قالب JPEG معمولی ذخیره کنید و فایل جدید را انتخاب کنید.
picture-jpeg-hierarchical = نیم‌پلیت JPEG سلسله‌مراتبی را نمی‌خواند. آن را با قالب JPEG معمولی ذخیره کنید و فایل جدید را انتخاب کنید.
picture-jpeg-components = نیم‌پلیت JPEG با این تعداد جزء رنگ را نمی‌خواند. آن را با قالب JPEG معمولی ذخیره کنید و فایل جدید را انتخاب کنید.
picture-jpeg-height = نیم‌پلیت نمی‌تواند JPEG را بخواند وقتی ارتفاع آن فقط در پایان فایل آمده است. آن را با قالب JPEG معمولی ذخیره کنید و فایل جدید را انتخاب کنید.
picture-tiff-coding = نیم‌پلیت TIFF با این روش ذخیره را نمی‌خواند ({ $kind }). آن را با قالب JPEG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-tiff-colours = نیم‌پلیت TIFF با این نوع رنگ را نمی‌خواند ({ $kind }). آن را با قالب JPEG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-tiff-numbers = نیم‌پلیت TIFF با این نوع عدد را نمی‌خواند ({ $kind }). آن را با قالب JPEG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-other-kind = نیم‌پلیت این نوع تصویر را نمی‌خواند. آن را با قالب JPEG یا PNG ذخیره کنید و فایل جدید را انتخاب کنید.
picture-not-a-picture = { $heic ->
    [0] این فایل تصویری نیست که نیم‌پلیت بخواند. یک فایل JPEG، PNG، WebP، GIF، BMP یا TIFF انتخاب کنید.
   *[other] این فایل تصویری نیست که نیم‌پلیت بخواند. یک فایل JPEG، HEIC، PNG، WebP، GIF، BMP یا TIFF انتخاب کنید.
}
picture-cut-short = فایل ناقص است. دوباره آن را کپی یا دانلود کنید.
picture-broken = این تصویر خراب است. تصویر دیگری انتخاب کنید.
picture-too-slow = خواندن این تصویر خیلی طول کشید. آن را با قالب JPEG معمولی ذخیره کنید و فایل جدید را انتخاب کنید.
picture-too-fine = این تصویر از { $limit } کوچک‌تر نمی‌شود. تصویر دیگری انتخاب کنید.
picture-file-missing = فایلی در این مسیر نیست. املای مسیر را بررسی کنید.
picture-file-denied = شما اجازهٔ خواندن این فایل را ندارید. آن را در پوشهٔ خود کپی کنید و نسخهٔ کپی را انتخاب کنید.
picture-file-not-a-file = این پوشه یا دستگاه است، نه فایل. تصویری انتخاب کنید.
picture-file-late = این فایل پاسخ نمی‌دهد. شاید درایو آن در دسترس نباشد. آن را در این رایانه کپی کنید و نسخهٔ کپی را انتخاب کنید.
picture-file-unreadable = این فایل خوانده نشد. آن را در این رایانه کپی کنید و نسخهٔ کپی را انتخاب کنید.
