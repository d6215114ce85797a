declare const texts: {
  "unreachable": "The sensor does not answer. Check its power and network cable.",
  "unknownAddress": "The sensor’s address is not known in this network. Check the address in the settings, and the network.",
  "refused": "The sensor refuses the connection. It may be starting: wait a minute. If this stays, check its address in the settings.",
  "timeout": "The sensor took longer than {duration} to answer. Check its network cable, or restart it.",
  "certificate": "The secure connection to the sensor could not be checked: its certificate is not trusted. Ask your technician to confirm it in the settings.",
  "certificateOf": "The secure connection to the sensor could not be checked: its certificate is not trusted. Ask your technician to confirm it in the settings (fingerprint {fingerprint}).",
  "unauthorized": "The sensor refuses the name, password or key that is stored for it. Ask your technician to correct them in the settings.",
  "basicOverHttp": "The sensor would send its password readable over the network, so nothing was sent. Its address must begin with https.",
  "forbidden": "The sensor accepts the sign-in but does not allow this. Ask your technician to raise the user’s rights on the sensor.",
  "notFound": "The sensor answers, but does not know what it was asked for ({path}). Check that its people counter is installed and running, and that the right type of sensor is set.",
  "rateLimited": "The sensor is asked too often. It is asked again shortly; if this comes back, ask your technician to let it be asked less often.",
  "rateLimitedFor": "The sensor is asked too often and wants a pause. It is asked again in {duration}.",
  "fault": "The sensor has a fault of its own (status {status}). Restart it; if that does not help, call your technician.",
  "notAccepted": "The sensor did not accept the request (status {status}). Ask your technician to check its address and type in the settings.",
  "invalid": "The sensor answers something that cannot be understood: at {field}, {expected} was expected but {found} came. Check that the right type of sensor is set.",
  "notAllowed": {
    "metadata": "Doorlight does not ask the address {address}: it belongs to the cloud the server runs in, not to a sensor. Correct the address in the settings.",
    "networks": "Doorlight may not ask the address {address}: it lies outside the networks that are allowed for sensors. Correct the address in the settings, or ask your technician to extend DEVICE_NETWORKS."
  },
  "otherDevice": "Another sensor answers at this address: expected serial number {pinned}, found {found}. If the sensor was replaced, confirm the new one in the settings.",
  "switchedOff": "{feature} is switched off on the sensor. Switch it on in the sensor’s own settings.",
  "noChannel": "The sensor does not report “{channel}”. It reports: {available}. Correct the name in the settings.",
  "noChannelAtAll": "The sensor does not report “{channel}”; at the moment it reports nothing. Check its counting areas.",
  "device": {
    "secondary": "This sensor follows another one. Reset its primary sensor.",
    "occupancy-off": "The sensor does not count the people inside: that is switched off on it. Switch it on in the sensor’s own settings.",
    "passthrough-off": "The sensor does not report people passing through: that is switched off on it. Switch it on in the sensor’s own settings.",
    "sign-in": "The sensor refuses the name or password that is stored for it. Ask your technician to correct them in the settings.",
    "busy": "The sensor has a fault of its own. Try again; if that does not help, restart it.",
    "other": "The sensor reports an error."
  },
  "says": "{meaning} It says: “{text}” (code {code}).",
  "saysCode": "{meaning} It says: code {code}.",
  "feature": {
    "occupancy": "Counting the people inside (occupancy)"
  },
  "wholeAnswer": "the answer",
  "found": {
    "nothing": "nothing",
    "html": "an HTML page",
    "empty": "an empty body",
    "more": "more",
    "binary": "data that is no text"
  }
}
;
export default texts;
