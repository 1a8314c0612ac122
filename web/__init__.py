"""Pages: what people do in the browser.

One folder a page: a GraphQL document, a template, and the few lines between them. A page asks the schema in
process, as who is signed in, with the limits and the policy of any client: there is no other way to data, so
nothing here imports a question, an action or a record. Around the pages stand the session in a cookie, the
token that every form carries, the headers, the words in which the network speaks, and the assets.

Pages work without JavaScript. Nothing is loaded from elsewhere, and nothing on a page is inline that the
content security policy would refuse.
"""
