### What went wrong between this program and the server, or with its files: what it is, then what to do.

## No connection.

error-no-such-host = No server named { $server } was found. Check the address and your network.
error-no-such-host-signed-in = No server named { $server } was found. Check your network, then try again.
error-refused = { $server } refused the connection. Check the address and its port, or try again later.
error-refused-signed-in = { $server } refused the connection. Try again later. If it happens again, tell your administrator.
error-unreachable = This computer cannot reach { $server }. Check your network, then try again.
error-not-this-machine = { $server } should be this computer, but leads to another one. Plain http would show your key on the way, so nothing was sent. Enter an https address, or ask your administrator.
error-connect-timeout = Connecting to { $server } took too long. Check your network, then try again.
error-answer-timeout = { $server } took too long to answer. Try again in a moment.
error-interrupted = The connection to { $server } was lost. Check your network, then try again.
error-proxy = Your network’s proxy blocked the connection. Check the proxy settings, or ask your administrator.
error-proxy-named = Your proxy { $proxy } blocked the connection to { $server }. Check the proxy settings, or ask your administrator.
error-proxy-password-named = Your proxy { $proxy } did not let you reach { $server }: its username and password are missing or wrong. Ask your administrator for them.
error-proxy-unreachable = { $server } could not be reached through your proxy { $proxy }. Check the proxy settings and your network, then try again.
error-proxy-variable = The proxy in the variable { $variable } cannot be used, so nothing was sent. Correct it or remove it, then start Nameplate again.
error-proxy-desktop = The proxy in your desktop’s settings cannot be used, so nothing was sent. Correct it or turn it off there.
error-proxy-password = Your network’s proxy asks for its own username and password. Ask your administrator for them.

## No secure connection. Nothing was sent.

error-tls-expired = The certificate of { $server } has expired, so nothing was sent. Check the date and time of this computer, then tell your administrator.
error-tls-not-yet-valid = The certificate of { $server } is not valid yet, so nothing was sent. Check the date and time of this computer.
error-tls-unknown-issuer = This computer does not trust the issuer of the certificate of { $server }, so nothing was sent. Ask your administrator to install your organisation’s certificate.
error-tls-wrong-host = The certificate belongs to another server, not to { $server }, so nothing was sent. Check the address.
error-tls-revoked = The certificate of { $server } has been revoked, so nothing was sent. Tell your administrator.
error-tls-authority-expired = The issuer of the certificate of { $server } has an expired certificate itself, so nothing was sent. Tell your administrator.
error-tls-self-signed = The certificate of { $server } is self-signed and this computer does not trust it, so nothing was sent. Ask your administrator to name its file in the setting ca_file.
error-tls-no-name = The certificate of { $server } names no server (it has no subject alternative name), so nothing was sent. Tell your administrator.
error-tls-old-form = The certificate of { $server } has an old format (X.509 version 1) that names no server, so nothing was sent. Tell your administrator.
error-tls-not-for-servers = The certificate of { $server } is not meant for a server, so nothing was sent. Tell your administrator.
error-tls-weak = The certificate of { $server } has a signature that is no longer safe, so nothing was sent. Tell your administrator.
error-tls-wants-certificate = { $server } asks this computer for a certificate, which Nameplate cannot send, so it accepted nothing. Ask your administrator for an address that needs none.
error-tls-old-encryption = { $server } does not offer TLS 1.2 or 1.3, which Nameplate needs, so nothing was sent. Tell your administrator.
error-tls-none = { $server } does not use https, so nothing was sent. Check the address and its port.
error-tls-other = Nameplate could not connect securely to { $server }, so nothing was sent. Check the address, or tell your administrator.
error-no-certificates = This computer has no list of trusted certificates, so nothing was sent. Install the package ca-certificates, or ask your administrator.
error-ca-file-missing = The certificate file { $file } does not exist, so nothing was sent.
error-ca-file-not-a-file = { $file } is a folder or a device, not a certificate file, so nothing was sent.
error-ca-file-too-large = { $file } is too large for a certificate file, so nothing was sent.
error-ca-file-unreadable = The certificate file { $file } could not be read, so nothing was sent.
error-ca-file-empty = The certificate file { $file } is empty, so nothing was sent.
error-ca-file-damaged = The certificate in { $file } is incomplete or damaged, so nothing was sent.
error-ca-file-private-key = { $file } contains a private key, not a certificate, so nothing was sent. Keep it secret.
error-ca-file-public-key = { $file } contains a public key, not a certificate, so nothing was sent.
error-ca-file-key-store = { $file } is a key store with a password (PKCS#12 or Java), so nothing was sent. Only the certificate is needed, without the key.
error-ca-file-request = { $file } is a request for a certificate, not a certificate, so nothing was sent.
error-ca-file-revocation-list = { $file } is a list of revoked certificates, not a certificate, so nothing was sent.
error-ca-file-other = { $file } contains no certificate, so nothing was sent.
error-ca-file-advice = Ask your administrator to correct the setting ca_file.

## The server's answer.

error-redirected = { $server } redirects to { $to }. Nothing was sent there. If that is the right server, enter its address.
error-redirected-signed-in = { $server } redirects to { $to }. Nothing was sent there. Tell your administrator.
error-redirected-slash = { $server } needs a slash at the end of the address. Ask your administrator to correct the path in the settings.
error-redirected-page = { $server } redirects to another of its pages, probably a sign-in page for browsers. Ask your administrator for the right address.
error-redirected-page-password = { $server } redirects to another of its pages, probably a sign-in page for browsers. Use an API key, or ask your administrator.
error-redirected-nowhere = { $server } redirects to an address that cannot be read. Tell your administrator.
error-wrong-key = The server does not accept this key. Copy it again, or ask your administrator for a new one.
error-given-key-refused = The server does not accept the key in NAMEPLATE_KEY. Correct it, or start Nameplate without NAMEPLATE_KEY and sign in here.
error-given-key-unusable = NAMEPLATE_KEY contains letters or spaces that no key has. Correct it, or start Nameplate without NAMEPLATE_KEY and sign in here.
error-key-just-given = The server sent a key and then did not accept it. Tell your administrator.
error-key-not-read = Your key could not be read from the keyring. Sign in again.
error-unusable-key = This is not a key: it contains letters or spaces that no key has. Copy it again.
error-key-expired = The server no longer accepts your key. Sign in again. What you typed is kept.
error-wrong-password = Wrong username or password. Check Caps Lock.
error-not-signed-in = The server did not sign you in.
error-not-signed-in-silently = The server did not sign you in and gave no reason (error { $status }). Ask your administrator.
error-not-staff = Only staff can edit their profile here, and this is not a staff account. Ask your administrator.
error-forbidden = The server does not allow this for your account.
error-not-found = There is no profile at this address. Check the address, or ask your administrator for the right path.
error-another-person = { $server } sent somebody else’s profile. It was not used. Try again. If it happens again, tell your administrator.
error-not-found-signed-in = There is no longer a profile at this address. Tell your administrator.
error-not-a-profile = { $server } answered, but not with a profile. Check the address.
error-nothing-shown = { $server } accepted the request, but did not send your profile.
error-not-a-profile-signed-in = { $server } answered, but not with a profile. Try again later. If it happens again, tell your administrator.
error-not-a-sign-in = { $server } did not answer as a sign-in does. Check the address, or use an API key.
error-not-http = { $server } did not answer as a web server does. Check the address and its port.
error-not-http-signed-in = { $server } did not answer as a web server does. Try again later. If it happens again, tell your administrator.
error-method = { $server } does not allow this request. Ask your administrator whether profiles can be edited there.
error-too-large = The request is too large for the server. Tell your administrator.
error-too-large-text = This is too much text for the server. Shorten it, or ask your administrator for the limit.
error-too-large-photo = The photo is too large for the server. Choose a smaller one, or ask your administrator for the limit.
error-unsupported = The server cannot read this kind of data. Tell your administrator.
error-throttled = Too many attempts. Wait a while, then try again.
error-throttle-over = You can try again now.
error-throttled-wait = Too many attempts. Try again in { $wait }.
error-server = The server has a problem (error { $status }). Try again later. If it happens again, tell your administrator.
error-bad-request = The server did not accept the request and gave no reason. Tell your administrator.
error-rejected = The server did not accept the request.
error-declined = The server did not accept the request (error { $status }).
error-unexpected = The server sent an unexpected answer ({ $status }). Check the address, or tell your administrator.
error-unexpected-signed-in = The server sent an unexpected answer ({ $status }). Tell your administrator.
error-no-password-sign-in = This server has no sign-in with a password. Use an API key.
error-no-key = The server accepted the password but sent no key. Use an API key.
error-altered = The answer was changed on its way, probably by a proxy or by your network’s sign-in page. Open a web page to sign in to the network, then try again.
error-answer-too-big = The answer from { $server } is too large for a profile. Check the address.
error-answer-too-big-signed-in = The answer from { $server } is too large for a profile. Tell your administrator.
error-server-says = The server says: { $message }
error-server-says-of = The server says about { $field }: { $message }

## What is stored and what is not.

error-not-saved = Nothing was saved.
error-unknown-outcome = This may or may not have been saved.
error-photo-not-changed = Your photo was not changed.
error-photo-unknown = Your photo may or may not have changed.
error-picture-unchanged = The server accepted the photo, but still shows the old one. Try again, or tell your administrator.
error-picture-not-removed = The server accepted the removal, but still shows the same photo. It may show this one for everybody without a photo.
error-picture-unclear = The server accepted this, but does not show whether your photo has changed.
error-not-removed = Your photo was not removed.
error-removal-unknown = Your photo may or may not have been removed.

## Files of this program.

store-no-space = The disk is full, so this could not be stored on this computer. Free some space, then try again.
store-denied = Nameplate may not write to its folder, so this could not be stored on this computer. Check the permissions of the folder.
store-busy = Another window of Nameplate is using the files, so this could not be stored on this computer. Close it, then try again.
store-files-still-there = You are signed out, but files of the account could not be removed from { $folder }. Nameplate tries again at the next start.
store-files-stay = You are signed out, but files of the account could not be removed from { $folder }. Remove them yourself.
store-unreadable = Your settings file cannot be read, so it was not changed. Correct it or remove it to store new choices.
store-other = This could not be stored on this computer. What is on the server is not affected.
