### The sign-in screen, addresses and the keyring.

sign-in-title = Sign in to Nameplate
sign-in-subtitle = Edit your own staff profile.
sign-in-continue-as = Continue as
sign-in-continue-as-person = Continue as { $name } on { $server }
sign-in-server-address = Server address
sign-in-server-address-hint = The address of your organisation, for example hr.example.com
sign-in-will-use = Will use { $address }
sign-in-fixed-server = Your administrator has set the server: { $server }
sign-in-plain-http = This address is not encrypted: others on the network can read your key and your profile. Your administrator has allowed it.
sign-in-with = Sign in with
sign-in-api-key = API key
sign-in-api-key-hint = Ask your administrator for it, or copy it from your account page.
sign-in-username = Username or email
sign-in-password = Password
sign-in-show-key = Show key
sign-in-hide-key = Hide key
sign-in-show-password = Show password
sign-in-hide-password = Hide password
sign-in-show = Show
sign-in-caps-lock = Caps Lock is on.
sign-in-keep = Keep me signed in
sign-in-keep-hint = Stored in your system keyring, nowhere else
sign-in-submit = Sign in
sign-in-busy = Signing in…
sign-in-restoring = Opening your profile…
sign-in-expired = You have been signed out because the key is no longer accepted. Sign in again; what you typed is still there.
sign-in-another-person = { $server } answered with the profile of { $name }. Nothing of it was taken over. Sign in again; what you have typed is kept.
sign-in-key-missing = Enter your API key.
sign-in-username-missing = Enter your username or email.
sign-in-email-missing = Enter your email.
sign-in-mobile-missing = Enter your mobile number.
sign-in-password-missing = Enter your password.
sign-in-key-given = The key from NAMEPLATE_KEY is used for this run and stored nowhere.
sign-in-key-of-another = The key kept for { $name } now opens another profile. Sign in again.
sign-in-key-for-this-run = The key from NAMEPLATE_KEY is used for this run and stored nowhere. Only the server address is missing.

## Why an address cannot be used.

address-empty = Enter the address of your organisation’s server.
address-unreadable = This cannot be read as an address. It should look like hr.example.com.
address-scheme = Only web addresses can be used. They begin with https or have nothing before the name.
address-user-info = The address holds a user name or password. Remove everything up to the @ and sign in below.
address-plain-http = This address is not encrypted, so the key could be read on the way. Use https, or ask your administrator to allow http.

## The system's keyring.

keyring-waiting = Waiting for the keyring. It may be asking for its password in another window.
keyring-continue-without = Continue without keyring
keyring-absent = No keyring is running on this computer, so you stay signed in only until you close the program.
keyring-not-created = There is no keyring yet and none was created, so you stay signed in only until you close the program. Create one when you are asked at the next sign-in, or in your password manager.
keyring-locked = The keyring is locked, so you stay signed in only until you close the program. Unlock it before signing in next time.
keyring-slow = The keyring does not answer, so you stay signed in only until you close the program.
keyring-failed = The keyring could not store the key, so you stay signed in only until you close the program.
keyring-not-read = The key could not be read from the keyring. Enter it again.
keyring-key-still-there = You are signed out here, but the key could not be removed from the keyring. That is tried again at the next start; or remove the entry “nameplate” in your password manager.
