/** Why a message about an alert did not arrive, and what to do: by the `code` of `lib/contract/delivery.ts`. */
export const delivery = {
  'mail-not-set-up':
    'No mail server is set up, so no e-mail was sent. An administrator can enter one in the settings of the alerts.',
  'mail-name-unknown': 'The mail server {host} is not known in this network. Check how its host is spelled.',
  'mail-not-allowed':
    'Doorlight may not ask the mail server {host}: its address is not allowed. Correct it, or ask your technician to extend DEVICE_NETWORKS.',
  'mail-refused':
    'The mail server {host} refuses the connection on port {port}. Check the port: 465 and 587 are usual.',
  'mail-no-answer':
    'The mail server {host} did not answer on port {port} within {seconds} seconds. Check host and port; a firewall may be in between.',
  'mail-unreachable':
    'The mail server {host} cannot be reached on port {port} ({reason}). Check its host and port, and the network.',
  'mail-other-server':
    'What answers at {host} on port {port} is no mail server. Check its host and its port.',
  'mail-other-encryption':
    'The mail server {host} does not speak the chosen encryption on port {port}. TLS goes with port 465, STARTTLS with port 587.',
  'mail-no-encryption':
    'The mail server {host} offers no encryption on port {port}, so nothing was sent. Try TLS with port 465, or ask your e-mail provider.',
  'mail-certificate':
    'The certificate of the mail server {host} is not trusted, so nothing was sent. Ask your technician to install one of a known authority there.',
  'mail-certificate-expired':
    'The certificate of the mail server {host} has expired, so nothing was sent. Whoever runs the server has to renew it.',
  'mail-certificate-other':
    'The certificate of the mail server is not made out to {host}, so nothing was sent. Enter the host as your e-mail provider writes it.',
  'mail-sign-in-wrong':
    'The mail server {host} refuses the user name or the password. Enter them again; many providers want a password made for programs.',
  'mail-sign-in-wanted':
    'The mail server {host} wants a user name and a password. Enter them under the mail server.',
  'mail-sender-refused':
    'The mail server {host} does not send for {from}. Enter a sender’s address that belongs to its user name.',
  'mail-receiver-refused': 'The mail server {host} does not take e-mail for {to}. Check this address.',
  'mail-later': 'The mail server {host} takes no e-mail at the moment.',
  'mail-not-taken': 'The mail server {host} did not take the e-mail.',
  'webhook-name-unknown': 'The address {host} is not known in this network. Check how it is spelled.',
  'webhook-not-allowed':
    'Doorlight may not ask {host}: its address is not allowed. Correct it, or ask your technician to extend DEVICE_NETWORKS.',
  'webhook-refused':
    'The program at {host} refuses the connection. Check that it is running, and the number behind the colon.',
  'webhook-no-answer':
    'The program at {host} did not answer within {seconds} seconds. Check that it is running, and its address.',
  'webhook-unreachable':
    'The program at {host} cannot be reached ({reason}). Check its address, and the network.',
  'webhook-certificate':
    'The certificate of {host} is not trusted, so nothing was sent. Ask your technician to install one of a known authority there.',
  'webhook-certificate-expired':
    'The certificate of {host} has expired, so nothing was sent. Whoever runs the program has to renew it.',
  'webhook-certificate-other':
    'The certificate is not made out to {host}, so nothing was sent. Check the address.',
  'webhook-not-http':
    'What answers at {host} does not speak as the address says. Check whether it begins with http or https, and the number behind the colon.',
  'webhook-moved':
    'The program at {host} points to another address (status {status}), where alerts are not sent on their own. Enter the new address.',
  'webhook-sign-in':
    'The program at {host} does not let Doorlight in (status {status}). Check the address: a key may be missing in it.',
  'webhook-not-found':
    'The program at {host} takes nothing at this address (status {status}). Check all of the address.',
  'webhook-gone':
    'The program at {host} wants no alerts any more (status 410). Remove the webhook, or enter its new address.',
  'webhook-too-many': 'The program at {host} wants to be told less often (status 429).',
  'webhook-fault':
    'The program at {host} has a fault of its own (status {status}). Ask whoever looks after it.',
  'webhook-status':
    'The program at {host} did not take the alert (status {status}). Ask whoever looks after it.',
  'push-unreachable':
    'The notification service {host} cannot be reached ({reason}). For notifications Doorlight needs a way to the internet: ask your technician.',
  'push-not-allowed':
    'Doorlight may not ask the notification service {host}: its address is not allowed (DEVICE_NETWORKS).',
  'push-no-answer':
    'The notification service {host} did not answer within {seconds} seconds. For notifications Doorlight needs a way to the internet: ask your technician.',
  'push-certificate':
    'The connection to the notification service {host} is not secure, so nothing was sent. Ask your technician what stands between Doorlight and the internet.',
  'push-gone':
    'This device does not want notifications any more. To get them again, switch them on there on this page.',
  'push-keys': 'The device cannot be sent notifications in this way. Switch them off there and on again.',
  'push-refused':
    'The notification service {host} does not let Doorlight send to this device (status {status}). Switch notifications off there and on again.',
  'push-too-many': 'The notification service {host} wants to be asked less often (status 429).',
  'push-fault': 'The notification service {host} has a fault of its own (status {status}).',
  'push-status': 'The notification service {host} did not take the notification (status {status}).',
  /** After one of the sentences above: what the mail server answered, as it said it. */
  says: '{meaning} It says: “{answer}”.',
} as const;
