### The menu and what opens from it.

menu = فهرست
menu-refresh = بازخوانی
menu-undo-save = برگرداندن آخرین ذخیره
menu-saves = ذخیره‌های این بار
saves-change = { $field }: از { $before } به { $after }
saves-undo = برگرداندن { $fields }، { $time }
menu-language = زبان
menu-theme = پوسته
menu-theme-system = مانند سیستم
menu-theme-system-short = سیستم
menu-theme-light = روشن
menu-theme-dark = تیره
menu-theme-high-contrast = کنتراست بالا
menu-theme-high-contrast-short = کنتراست
menu-shortcuts = میان‌برها
menu-about = دربارهٔ نیم‌پلیت
menu-switch-account = تغییر حساب
menu-sign-out = خروج از حساب

shortcut-save = ذخیره
shortcut-undo = برگرداندن در فرم
shortcut-redo = انجام دوباره در فرم
shortcut-choose-photo = انتخاب تصویر
shortcut-paste-photo = چسباندن تصویر
shortcut-read-again = بازخوانی
shortcut-leave = ترک تصویر، فهرست یا پرسش
shortcut-quit = بستن برنامه
shortcut-list = نمایش این میان‌برها

about-version = نسخهٔ { $version }
about-text = ویرایش نمایهٔ کارمندی خود از راه API سازمان.
about-privacy = تنها با سرور سازمان شما گفت‌وگو می‌کند. کلید شما در دسته‌کلید سیستم می‌ماند.
about-copy-report = رونوشت گزارش برای پشتیبانی
about-report-copied = رونوشت گرفته شد. چیزی دربارهٔ شما در آن نیست.
about-licence = نرم‌افزار آزاد با پروانهٔ MIT یا Apache 2.0. قلم نوشته‌ها وزیرمتن است، با پروانهٔ قلم آزاد SIL. پروانهٔ بخش‌های دیگر در THIRD-PARTY.txt است که با هر بسته می‌آید.
