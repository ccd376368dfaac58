"""What is told without a model, by language; English where a language is missing."""

from state.support_router import Intent

# Asked word for word, so that a conversation shows that it was asked.
CLARIFY = {
    "en": "I want to be sure that your message reaches the right people. Could you tell me in a "
    "sentence what you need: help with something that does not work, with a bill or "
    "payment, or an answer to a question about us?",
    "de": "Ich möchte sicher sein, dass Ihre Nachricht die richtigen Leute erreicht. Können Sie "
    "mir in einem Satz sagen, was Sie brauchen: Hilfe bei etwas, das nicht funktioniert, "
    "bei einer Rechnung oder Zahlung, oder die Antwort auf eine Frage zu uns?",
    "fr": "Je veux être sûr que votre message arrive aux bonnes personnes. Pouvez-vous me dire "
    "en une phrase ce qu'il vous faut : de l'aide pour quelque chose qui ne fonctionne "
    "pas, pour une facture ou un paiement, ou la réponse à une question sur nous ?",
    "es": "Quiero estar seguro de que su mensaje llega a las personas adecuadas. ¿Puede decirme "
    "en una frase qué necesita: ayuda con algo que no funciona, con una factura o un "
    "pago, o la respuesta a una pregunta sobre nosotros?",
    "it": "Voglio essere sicuro che il suo messaggio arrivi alle persone giuste. Può dirmi in "
    "una frase di che cosa ha bisogno: aiuto per qualcosa che non funziona, per una "
    "fattura o un pagamento, o la risposta a una domanda su di noi?",
    "pt": "Quero ter a certeza de que a sua mensagem chega às pessoas certas. Pode dizer-me "
    "numa frase do que precisa: ajuda com algo que não funciona, com uma fatura ou um "
    "pagamento, ou a resposta a uma pergunta sobre nós?",
    "nl": "Ik wil zeker weten dat uw bericht bij de juiste mensen aankomt. Kunt u mij in één "
    "zin vertellen wat u nodig hebt: hulp bij iets dat niet werkt, bij een rekening of "
    "betaling, of het antwoord op een vraag over ons?",
}

HANDED_OVER = {
    "en": "A person from our team takes over and will read what you have written, so that you "
    "need not repeat it. Your number for this is {handover_id}.",
    "de": "Jemand aus unserem Team übernimmt und liest, was Sie geschrieben haben, sodass Sie "
    "es nicht wiederholen müssen. Ihre Nummer dafür ist {handover_id}.",
    "fr": "Une personne de notre équipe prend le relais et lira ce que vous avez écrit, pour "
    "que vous n'ayez pas à le répéter. Votre numéro de dossier est {handover_id}.",
    "es": "Una persona de nuestro equipo se hace cargo y leerá lo que ha escrito, para que no "
    "tenga que repetirlo. Su número para este asunto es {handover_id}.",
    "it": "Una persona del nostro team prende in carico la richiesta e leggerà ciò che ha "
    "scritto, così non dovrà ripeterlo. Il suo numero è {handover_id}.",
    "pt": "Uma pessoa da nossa equipa assume o caso e lerá o que escreveu, para que não tenha "
    "de o repetir. O seu número é {handover_id}.",
    "nl": "Iemand van ons team neemt het over en leest wat u hebt geschreven, zodat u het niet "
    "hoeft te herhalen. Uw nummer hiervoor is {handover_id}.",
}

NOT_HANDED_OVER = {
    "en": "I am sorry, but I could not pass your message on because of a problem on our side. "
    "Please write to us again in a little while.",
    "de": "Es tut mir leid, aber wegen eines Problems bei uns konnte ich Ihre Nachricht nicht "
    "weitergeben. Bitte schreiben Sie uns in Kürze noch einmal.",
    "fr": "Je suis désolé, mais à cause d'un problème de notre côté je n'ai pas pu transmettre "
    "votre message. Merci de nous écrire de nouveau dans un moment.",
    "es": "Lo siento, pero por un problema nuestro no he podido pasar su mensaje. Por favor, "
    "escríbanos de nuevo dentro de un rato.",
}

_TECHNICAL = {
    "en": "Thank you for your message. To find the cause, we need to know what you use: the "
    "device or browser, its version, and the exact words of any error message. Please "
    "also tell us when it started and which steps you have already tried, as far as you "
    "have not yet done so.",
    "de": "Danke für Ihre Nachricht. Um die Ursache zu finden, müssen wir wissen, was Sie "
    "benutzen: das Gerät oder den Browser, die Version und den genauen Wortlaut einer "
    "Fehlermeldung. Bitte sagen Sie uns auch, seit wann es so ist und was Sie schon "
    "versucht haben, soweit Sie das noch nicht getan haben.",
    "fr": "Merci pour votre message. Pour trouver la cause, nous devons savoir ce que vous "
    "utilisez : l'appareil ou le navigateur, sa version et les mots exacts du message "
    "d'erreur. Dites-nous aussi depuis quand cela dure et ce que vous avez déjà essayé, "
    "si vous ne l'avez pas encore fait.",
    "es": "Gracias por su mensaje. Para encontrar la causa necesitamos saber qué utiliza: el "
    "dispositivo o navegador, su versión y las palabras exactas del mensaje de error. "
    "Díganos también desde cuándo ocurre y qué ha probado ya, si todavía no lo ha hecho.",
}
_BILLING = {
    "en": "Thank you for your message. We take questions about your money seriously and want to "
    "put this right. Please send us your account number and the number or date of the "
    "invoice or charge, as far as you have not yet done so. Please do not send card "
    "numbers.",
    "de": "Danke für Ihre Nachricht. Fragen zu Ihrem Geld nehmen wir ernst und möchten das in "
    "Ordnung bringen. Bitte senden Sie uns Ihre Kundennummer und Nummer oder Datum der "
    "Rechnung oder Abbuchung, soweit Sie das noch nicht getan haben. Bitte senden Sie "
    "keine Kartennummern.",
    "fr": "Merci pour votre message. Nous prenons au sérieux les questions sur votre argent et "
    "voulons régler cela. Envoyez-nous votre numéro de client et le numéro ou la date de "
    "la facture ou du débit, si vous ne l'avez pas encore fait. N'envoyez pas de numéro "
    "de carte.",
    "es": "Gracias por su mensaje. Nos tomamos en serio las preguntas sobre su dinero y "
    "queremos arreglarlo. Envíenos su número de cliente y el número o la fecha de la "
    "factura o del cargo, si todavía no lo ha hecho. No envíe números de tarjeta.",
}
_GENERAL = {
    "en": "Thank you for your message. I am sorry, but I cannot answer this from here, and I "
    "would rather not guess. Could you put your question in other words? If you would "
    "rather talk to a person, just write so.",
    "de": "Danke für Ihre Nachricht. Es tut mir leid, aber das kann ich von hier aus nicht "
    "beantworten, und raten möchte ich nicht. Können Sie Ihre Frage anders formulieren? "
    "Wenn Sie lieber mit einem Menschen sprechen möchten, schreiben Sie es einfach.",
    "fr": "Merci pour votre message. Je suis désolé, mais je ne peux pas y répondre d'ici et je "
    "préfère ne pas deviner. Pouvez-vous poser votre question autrement ? Si vous "
    "préférez parler à une personne, écrivez-le simplement.",
    "es": "Gracias por su mensaje. Lo siento, pero no puedo responder a esto desde aquí y "
    "prefiero no adivinar. ¿Puede formular su pregunta de otra manera? Si prefiere hablar "
    "con una persona, escríbalo sin más.",
}
REPLIES: dict[Intent, dict[str, str]] = {
    "Technical Support": _TECHNICAL,
    "Billing Inquiry": _BILLING,
    "General Question": _GENERAL,
}


def in_language(words: dict[str, str], language: str | None) -> str:
    """Return the words in the language of this ISO 639-1 code, or in English."""
    return words.get(language or "") or words["en"]
