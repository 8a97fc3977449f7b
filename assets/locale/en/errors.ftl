### What went wrong between this program and the server, or with its files: what it is, then what to do.

## No connection.

error-no-such-host = No server named { $server } was found. Check the address for typing mistakes, and your network.
error-no-such-host-signed-in = No server named { $server } was found. Check your network, then try again.
error-refused = { $server } does not take connections. Check the address and its port, or try again later.
error-refused-signed-in = { $server } does not take connections. Try again later; if it continues, tell your administrator.
error-unreachable = { $server } cannot be reached from this computer. Check your network, then try again.
error-not-this-machine = { $server } is a name for this computer, but it leads to another one, and plain http would show your key on the way there, so nothing was sent. Enter an https address, or ask your administrator.
error-connect-timeout = No connection to { $server } could be made in time. Check your network, then try again.
error-answer-timeout = { $server } took too long to answer. Try again in a moment.
error-interrupted = The connection to { $server } broke off. Check your network, then try again.
error-proxy = The proxy of your network did not let the connection through. Check the proxy settings, or ask your administrator.
error-proxy-named = Your proxy { $proxy } did not let the connection to { $server } through. Check the proxy settings, or ask your administrator.
error-proxy-password-named = Your proxy { $proxy } does not let { $server } be reached without a user name and password of its own, or those it was given are wrong. Ask your administrator how to pass it.
error-proxy-unreachable = { $server } could not be reached through your proxy { $proxy }. Check the proxy settings and your network, then try again.
error-proxy-variable = The variable { $variable } holds no proxy that can be used, so nothing was sent. Correct it or remove it, then start Nameplate again.
error-proxy-desktop = The proxy in the settings of your desktop cannot be used, so nothing was sent. Correct it or turn it off there.
error-proxy-password = The proxy of your network asks for a user name and password of its own. Ask your administrator how to pass it.

## No secure connection. Nothing was sent.

error-tls-expired = The certificate of { $server } has expired, so nothing was sent. Check the clock of this computer, then tell your administrator.
error-tls-not-yet-valid = The certificate of { $server } is not valid yet, so nothing was sent. Check the date and time of this computer.
error-tls-unknown-issuer = The certificate of { $server } comes from an issuer that this computer does not trust, so nothing was sent. Ask your administrator to install your organisation’s certificate.
error-tls-wrong-host = The certificate belongs to another server than { $server }, so nothing was sent. Check the address.
error-tls-revoked = The certificate of { $server } has been revoked by its issuer, so nothing was sent. Tell your administrator.
error-tls-authority-expired = The certificate of the authority that signed for { $server } has expired, so nothing was sent. Tell your administrator.
error-tls-self-signed = The certificate of { $server } is signed by itself and nobody has vouched for it here, so nothing was sent. Ask your administrator to name its file in the setting ca_file.
error-tls-no-name = The certificate of { $server } does not say which server it is for (it has no subject alternative name), so nothing was sent. Tell your administrator.
error-tls-old-form = The certificate of { $server } is of an old form (X.509 version 1) that cannot say which server it is for, so nothing was sent. Tell your administrator.
error-tls-not-for-servers = The certificate of { $server } is not meant for a server, so nothing was sent. Tell your administrator.
error-tls-weak = The certificate of { $server } is signed in a way that is no longer safe, so nothing was sent. Tell your administrator.
error-tls-wants-certificate = { $server } wants a certificate from this computer, which Nameplate cannot show, so it took nothing. Ask your administrator for an address that does not.
error-tls-old-encryption = { $server } has no encryption that this program takes (TLS 1.2 or 1.3), so nothing was sent. Tell your administrator.
error-tls-none = What answers at { $server } does not speak https, so nothing was sent. Check the address and its port.
error-tls-other = No secure connection to { $server } could be made, so nothing was sent. Check the address, or tell your administrator.
error-no-certificates = This computer has no list of trusted certificates, so nothing was sent. Install the package ca-certificates, or ask your administrator.
error-ca-file-missing = There is no certificate file { $file }, so nothing was sent.
error-ca-file-not-a-file = { $file } is a folder or a device and not a certificate file, so nothing was sent.
error-ca-file-too-large = { $file } is too large for a certificate file, so nothing was sent.
error-ca-file-unreadable = The certificate file { $file } could not be read, so nothing was sent.
error-ca-file-empty = The certificate file { $file } is empty, so nothing was sent.
error-ca-file-damaged = The certificate in { $file } is cut short or damaged, so nothing was sent.
error-ca-file-private-key = { $file } holds a private key and no certificate, so nothing was sent. Keep it secret.
error-ca-file-public-key = { $file } holds a public key and no certificate, so nothing was sent.
error-ca-file-key-store = { $file } is a key store with a password (PKCS#12 or Java). Only the certificate is needed, without the key, so nothing was sent.
error-ca-file-request = { $file } is a request for a certificate and not the certificate, so nothing was sent.
error-ca-file-revocation-list = { $file } is a list of revoked certificates and holds none to trust, so nothing was sent.
error-ca-file-other = { $file } is a file of another kind and holds no certificate, so nothing was sent.
error-ca-file-advice = Ask your administrator to correct the setting ca_file.

## The server's answer.

error-redirected = { $server } sends requests on to { $to }. Nothing was sent there. If that is the right server, enter its address.
error-redirected-signed-in = { $server } sends requests on to { $to }. Nothing was sent there; tell your administrator.
error-redirected-slash = { $server } asks for a slash at the end of the address. Ask your administrator to correct the path in the settings.
error-redirected-page = { $server } sends requests on to another of its pages, probably one for signing in with a browser. Ask your administrator for the right address.
error-redirected-page-password = { $server } sends requests on to another of its pages, probably one for signing in with a browser. Use an API key, or ask your administrator.
error-redirected-nowhere = { $server } sends requests on to an address that cannot be read. Tell your administrator.
error-wrong-key = The server does not accept this key. Copy it again, or ask your administrator for a new one.
error-given-key-refused = The server does not accept the key in NAMEPLATE_KEY. Correct it where the program is started, or start it without NAMEPLATE_KEY to sign in here.
error-given-key-unusable = NAMEPLATE_KEY holds letters or spaces that no key can hold. Correct it where the program is started, or start it without NAMEPLATE_KEY to sign in here.
error-key-just-given = The server gave a key and then did not accept it. Tell your administrator.
error-key-not-read = The key could not be read from the keyring. Sign in again to go on.
error-unusable-key = This cannot be a key: it holds letters or spaces that no key can hold. Copy it again.
error-key-expired = The server no longer accepts your key. Sign in again; what you typed is still there.
error-wrong-password = Username or password is not right. Check both, and Caps Lock.
error-not-signed-in = The server did not sign you in.
error-not-signed-in-silently = The server did not sign you in and gave no readable reason (error { $status }). Ask your administrator.
error-not-staff = This account may not edit its profile here: that is for staff. Ask your administrator.
error-forbidden = The server does not allow this for your account.
error-not-found = There is no profile at this address. Check the address, or ask your administrator for the right path.
error-another-person = { $server } answered with the profile of somebody else. Nothing of it was taken over. Try again; if it happens again, tell your administrator.
error-not-found-signed-in = There is no profile at this address any more. Tell your administrator.
error-not-a-profile = { $server } answers, but what it sent is no profile. Check the address.
error-nothing-shown = { $server } accepted the request but did not show your profile.
error-not-a-profile-signed-in = { $server } answers, but what it sent is no profile. Try again later; if it continues, tell your administrator.
error-not-a-sign-in = { $server } answers, but what it sent is no answer to a sign-in. Check the address, or use an API key.
error-not-http = { $server } answers, but not as a web server does. Check the address and its port.
error-not-http-signed-in = { $server } answers, but not as a web server does. Try again later; if it continues, tell your administrator.
error-method = { $server } does not allow this request. Ask your administrator whether profiles can be edited there.
error-too-large = The request is too large for the server. Tell your administrator.
error-too-large-text = This is too much text for the server. Shorten it, or ask your administrator for the limit.
error-too-large-photo = The photo is too large for the server. Choose a smaller one, or ask your administrator for the limit.
error-unsupported = The server does not read this kind of data. Tell your administrator.
error-throttled = Too many tries. Wait a while, then try again.
error-throttle-over = The time to wait is over. Try again.
error-throttled-wait = Too many tries. Try again in { $wait }.
error-server = The server has a problem of its own (error { $status }). Try again later; if it continues, tell your administrator.
error-bad-request = The server did not accept the request and gave no readable reason. Tell your administrator.
error-rejected = The server did not accept the request.
error-declined = The server did not accept the request (error { $status }).
error-unexpected = The server gave an unexpected answer ({ $status }). Check the address, or tell your administrator.
error-unexpected-signed-in = The server gave an unexpected answer ({ $status }). Tell your administrator.
error-no-password-sign-in = This server offers no sign-in with a password. Use an API key.
error-no-key = The server accepted the password but sent no key. Use an API key.
error-altered = The answer was changed on the way, probably by a proxy or a sign-in page of your network. Open a web page to sign in to the network, then try again.
error-answer-too-big = The answer of { $server } is too large to be a profile. Check the address.
error-answer-too-big-signed-in = The answer of { $server } is too large to be a profile. Tell your administrator.
error-server-says = The server says: { $message }
error-server-says-of = The server says about { $field }: { $message }

## What is stored and what is not.

error-not-saved = Nothing was saved.
error-unknown-outcome = It is not known whether this was saved.
error-photo-not-changed = Your photo was not changed.
error-photo-unknown = It is not known whether your photo was changed.
error-picture-unchanged = The server accepted the photo but still shows the one before. Try again, or tell your administrator.
error-picture-not-removed = The server accepted the removal but still shows the same photo. Perhaps that is the one it shows for people without a photo.
error-picture-unclear = The server accepted this, but what it shows does not tell whether your photo has changed.
error-not-removed = Your photo was not removed.
error-removal-unknown = It is not known whether your photo was removed.

## Files of this program.

store-no-space = This could not be kept on this computer: the disk is full. Make room, then try again.
store-denied = This could not be kept on this computer: the folder may not be written to. Check its permissions.
store-busy = This could not be kept on this computer: another window of Nameplate holds the files. Close it, then try again.
store-files-still-there = You are signed out here, but files of the account could not be removed from { $folder }. That is tried again at the next start.
store-files-stay = You are signed out here, but files of the account could not be removed from { $folder }, and nothing can be written there. Remove them yourself.
store-unreadable = Your settings file cannot be read, so it was left as it is. Correct or remove it to keep new choices.
store-other = This could not be kept on this computer. What is on the server is not affected.
