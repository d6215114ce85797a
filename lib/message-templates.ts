import type { MessageFormat, MessageKind, MessageType } from './contract/message-format.ts';

/** A template: JSONata, and how what comes of it is sent. */
export interface MessageTemplate {
  readonly expression: string;
  readonly type: MessageType;
}

/** The templates that come with Doorlight: also what one's own begin from. */
export const messageTemplates: Readonly<Record<Exclude<MessageKind, 'own'>, MessageTemplate>> = {
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks (`text` is for notifications; it is markup)
  slack: {
    type: 'json',
    expression: `(
  $escape := function($part) { $replace($replace($replace($part, "&", "&amp;"), "<", "&lt;"), ">", "&gt;") };
  {
    "text": $escape(site & ": " & title),
    "blocks": [
      { "type": "header", "text": { "type": "plain_text", "text": $substring(site & ": " & title, 0, 150) } },
      { "type": "section", "text": { "type": "plain_text", "text": $substring(text, 0, 3000) } },
      url ? { "type": "context", "elements": [{ "type": "mrkdwn", "text": "<" & url & ">" }] }
    ]
  }
)`,
  },
  // https://learn.microsoft.com/power-automate/overview-adaptive-cards, by the workflow "Post to a channel when a webhook request is received"
  teams: {
    type: 'json',
    expression: `{
  "type": "message",
  "attachments": [{
    "contentType": "application/vnd.microsoft.card.adaptive",
    "content": {
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
      "type": "AdaptiveCard",
      "version": "1.4",
      "body": [
        { "type": "TextBlock", "size": "Medium", "weight": "Bolder", "wrap": true, "text": site & ": " & title },
        { "type": "TextBlock", "wrap": true, "text": text }
      ],
      "actions": [url ? { "type": "Action.OpenUrl", "title": "Doorlight", "url": url }]
    }
  }]
}`,
  },
  // https://docs.ntfy.sh/publish/#publish-as-json: to the server's address, without the topic
  ntfy: {
    type: 'json',
    expression:
      '{ "topic": $to, "title": site & ": " & title, "message": text, "tags": ["doorlight"], "click": url }',
  },
  // https://core.telegram.org/bots/api#sendmessage: the address is https://api.telegram.org/bot<token>/sendMessage
  telegram: {
    type: 'json',
    expression:
      '{ "chat_id": $to, "text": site & ": " & title & "\\n\\n" & text & (url ? "\\n\\n" & url : "") }',
  },
  // https://www.twilio.com/docs/messaging/api/message-resource#create-a-message, which other gateways speak as well
  sms: {
    type: 'form',
    expression: '{ "To": $to, "From": $from, "Body": $substring(site & ": " & title & ". " & text, 0, 300) }',
  },
};

/** The template of a format. */
export function templateOf(format: MessageFormat): MessageTemplate {
  return format.kind === 'own' ? format : messageTemplates[format.kind];
}
