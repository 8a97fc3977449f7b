### The sign-in screen, addresses and the keyring.

sign-in-title = Sign in to Nameplate
sign-in-subtitle = Edit your own staff profile.
sign-in-continue-as = Continue as
sign-in-continue-as-person = Continue as { $name } on { $server }
sign-in-server-address = Server address
sign-in-server-address-hint = The address of your organisation, for example hr.example.com
sign-in-will-use = Will connect to { $address }
sign-in-fixed-server = Your administrator has set the server: { $server }
sign-in-plain-http = The connection to this address is not encrypted. Others on the network can read your key and your profile. Your administrator has allowed this.
sign-in-with = Sign in with
sign-in-api-key = API key
sign-in-api-key-hint = Ask your administrator, or copy it from your account page.
sign-in-username = Username or email
sign-in-password = Password
sign-in-show-key = Show key
sign-in-hide-key = Hide key
sign-in-show-password = Show password
sign-in-hide-password = Hide password
sign-in-show = Show
sign-in-caps-lock = Caps Lock is on.
sign-in-keep = Keep me signed in
sign-in-keep-hint = Your key is stored only in the system keyring.
sign-in-submit = Sign in
sign-in-busy = Signing in…
sign-in-restoring = Opening your profile…
sign-in-expired = You were signed out because the server no longer accepts your key. Sign in again. What you typed is kept.
sign-in-another-person = { $server } sent the profile of { $name } instead. It was not used. Sign in again. What you typed is kept.
sign-in-key-missing = Enter your API key.
sign-in-username-missing = Enter your username or email.
sign-in-email-missing = Enter your email.
sign-in-mobile-missing = Enter your mobile number.
sign-in-password-missing = Enter your password.
sign-in-key-given = The key from NAMEPLATE_KEY is used until you close Nameplate. It is not stored.
sign-in-key-of-another = The stored key of { $name } now opens another profile. Sign in again.
sign-in-key-for-this-run = The key from NAMEPLATE_KEY is used until you close Nameplate. It is not stored. Only the server address is missing.

## Why an address cannot be used.

address-empty = Enter the address of your organisation’s server.
address-unreadable = This is not an address. It should look like hr.example.com.
address-scheme = Only web addresses work here, such as hr.example.com.
address-user-info = This address contains a username or password. Remove everything up to the @, then sign in below.
address-plain-http = This address is not encrypted, so others could read your key. Use https, or ask your administrator to allow http.

## The system's keyring.

keyring-waiting = Waiting for the keyring. It may be asking for its password in another window.
keyring-continue-without = Continue without keyring
keyring-absent = No keyring is running on this computer. You stay signed in only until you close Nameplate.
keyring-not-created = There is no keyring yet. You stay signed in only until you close Nameplate. Create one at the next sign-in, or in your password manager.
keyring-locked = The keyring is locked. You stay signed in only until you close Nameplate. Next time, unlock it before you sign in.
keyring-slow = The keyring does not answer. You stay signed in only until you close Nameplate.
keyring-failed = The keyring could not store your key. You stay signed in only until you close Nameplate.
keyring-not-read = Your key could not be read from the keyring. Enter it again.
keyring-key-still-there = You are signed out, but your key could not be removed from the keyring. Nameplate tries again at the next start. You can also remove the entry “nameplate” in your password manager.

## A link that opened the program.

ask-link-title = Use this server?
ask-link-text = A link has opened Nameplate. It names the server { $server }.
ask-link-advice = Anybody can make such a link. Continue only if yours comes from your organisation. Nothing has been sent yet.
ask-link-yes = Use this server
link-unusable-title = This link cannot be used
link-unusable = Nameplate cannot find the address of a server in it. Type the server’s address, or ask your administrator for another link.
