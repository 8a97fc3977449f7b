### The menu and what opens from it.

menu = منو
menu-refresh = بازخوانی
menu-undo-save = برگرداندن آخرین ذخیره
menu-saves = ذخیره‌های اخیر
saves-change = { $field }: از { $before } به { $after }
saves-undo = برگرداندن { $fields }، { $time }
menu-language = زبان
menu-theme = پوسته
menu-theme-system = مطابق سیستم
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
shortcut-undo = برگرداندن تغییر
shortcut-redo = انجام دوبارهٔ تغییر
shortcut-choose-photo = انتخاب تصویر
shortcut-paste-photo = چسباندن تصویر
shortcut-read-again = بازخوانی
shortcut-leave = بازگشت یا لغو
shortcut-quit = بستن برنامه
shortcut-list = نمایش میان‌برها

about-version = نسخهٔ { $version }
about-text = نمایهٔ کارمندی خود را در سرور سازمان ویرایش کنید.
about-privacy = نیم‌پلیت فقط به سرور سازمان شما وصل می‌شود. کلید شما در دسته‌کلید سیستم ذخیره می‌شود.
about-copy-report = کپی گزارش برای پشتیبانی
about-report-copied = گزارش کپی شد. چیزی دربارهٔ شما در آن نیست.
about-licence = نیم‌پلیت نرم‌افزار آزاد است، با مجوز MIT یا Apache 2.0. فونت آن وزیرمتن است، با مجوز فونت آزاد SIL. مجوز بخش‌های دیگر در THIRD-PARTY.txt است که همراه هر بسته می‌آید.
