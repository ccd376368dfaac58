"""The words with which a company promises something, in the languages that are checked.

English, German, French, Spanish, Italian, Portuguese and Dutch. Each kind is a pattern for text in
small letters; what two languages share stands once.
"""

# What a company can give, or do, by saying so. Naming it is enough to be held against a reply.
SUBJECTS = {
    "refund": r"\brefund\w*|\breimburs\w*|\brepay\w*|\bmoney back\b|\bpa(?:y|id) (?:you |it )?back"
    r"|\w*erstatt\w*|\bgeld zurück|\brembours\w*|\breembols\w*|\b(?:devolv\w+|devolución)"
    r" (?:el |del |su |o )?dinero|\brimbors\w*|\bterugbeta\w*|\bgeld terug",
    "gift": r"\bcompensat\w*|\bvouchers?\b|\bgift cards?\b|\bcoupons?\b|\bdiscount\w*|\bgoodwill\b"
    r"|\bcredit(?:ed|s)?\b(?! card)|(?<!feel )(?<![\w-])free\b(?! to\b)|\bcomplimentary\b"
    r"|\bwaive[ds]?\b"
    r"|\bno (?:extra )?c(?:harge|ost)\b|\bbonus\b|\bhalf price\b|\bon the house\b"
    r"|\bgutschein\w*|\bgutschrift\w*|\bgutgeschrieben|\brabatt\w*|\bnachlass\b|\bkostenlos\w*"
    r"|\bkostenfrei\w*|\bgratis\b|\bentschädig\w*|\bgeschenk\w*|\bumsonst\b|\bbons? d['\u2019]achat"
    r"|\bremises?\b|\bréduction\w*|\bgratuit\w*|\bdédommag\w*|\bindemni\w*|\boffert[es]*\b"
    r"|\bdescuento\w*|\bvales? de\b|\bcup[oó]n\w*|\bcompensa(?:ción|ção|r)\w*|\bindeni[sz]\w*"
    r"|\bscont[oi]\b|\bbuon[oi] (?:sconto|acquisto|regalo)|\bgratuit[oa]\b|\brisarciment\w*"
    r"|\bomaggio\b|\bdesconto\w*|\bgrátis\b|\bcompensazione\b|\bkorting\w*|\btegoed\w*"
    r"|\bvergoed\w*|\bkosteloos\b|\bcadeau\w*",
    "replacement": r"\breplac\w*|\bexchang\w*|\bswap\w*|\bsubstitut\w*|\brepair\w*|\bspare parts?\b"
    r"|\bersatz\w*|\bersetz\w*|\bumtausch\w*|\bumgetauscht|\baus(?:ge)?tausch\w*|\breparat\w*"
    r"|\brepar(?:ier|ar|ad|aç|ac)\w*|\bremplac\w*|\béchang\w*|\bréparat\w*|\bréparer\b"
    r"|\breemplaz\w*|\bsustitu\w*|\bsostitu\w*|\bripara\w*|\bsubstitu[ií]\w*|\btroca\w*"
    r"|\bvervang\w*|\bomruil\w*|\bomgeruild|\bherstel(?:ling|d)\w*",
    "cancellation": r"\bcancel\w*|\bstorn\w*|\bkündig\w*|\bannul\w*|\brésili\w*|\bdisdett\w*"
    r"|\bopzeg\w*|\bunsubscrib\w*",
    "change": r"\b(?:new|delivery|shipping) address\b|\baddress (?:has been|was|will be)\b"
    r"|\b(?:chang|updat|correct|amend|modif)\w* (?:\w+ ){0,4}?(?:address|details|quantity)\b"
    r"|\b(?:neue|meine|ihre) (?:adresse|anschrift)\b|\blieferadresse\b|\b(?:nouvelle|mon|votre)"
    r" adresse\b|\badresse de livraison\b|\b(?:nueva|mi|su) dirección\b|\b(?:nuovo|mio|vostro|suo)"
    r" indirizzo\b|\b(?:nov[oa]|meu|minha|seu|sua) (?:endereço|morada)\b|\b(?:nieuwe?|mijn|uw)"
    r" adres\b|\bbezorgadres\b",
    "collection": r"\bpick(?:ed|s|ing)?[ -]?(?:it |them |your \w+ )?up\b|\bcollect(?:s|ed|ion"
    r"|ions)?\b"
    r"|\b(?:send|sent|sending|arrang\w+|book\w*) (?:you |out )?(?:a|another|our) (?:courier|driver"
    r"|technician)|\babgeholt|\babhol\w*|\benlèvement|\brécupér\w*|\brecog\w+|\bretirar\w*"
    r"|\britir\w+|\brecolh\w*|\bophal\w*|\bopgehaald",
    "call": r"\b(?:call|phone|ring) you\b|\bcall ?back\b|\brufen? (?:wir )?sie\b.{0,20}\ban\b"
    r"|\banrufen\b|\bzurückrufen\b|\bappell?er\w*|\brappel\w*|\bllamar\w*|\bchiamer\w*"
    r"|\brichiam\w*|\btelefonar\w*|\bligar-lhe|\bbellen\b",
    "guarantee": r"\bguarant\w*|\bwarrant\w*|\bgarant\w*",
    "priority": r"\bexpress (?:delivery|shipping|service|courier|mail)\b|\bby express\b"
    r"|\bprioriti[sz]\w*|\bovernight\b|\bupgrad\w*"
    r"|\bexpress(?:versand|lieferung|sendung)\b|\ben express\b",
    "money": r"\bmoney\b|\bpay(?:ing|ments?|s)?\b|\bpaid\b|\bfees?\b|\bcharges?\b|\bgeld\b"
    r"|\bgebühr\w*"
    r"|\bargent\b|\bdinero\b|\bdenaro\b|\bsoldi\b|\bdinheiro\b",
    "secrets": r"\bcard (?:details|numbers?|data)\b|\bbank (?:account|details)\b|\bpasswords?\b"
    r"|\bpin (?:code|number)\b|\bcvv\b|\bkennwort\w*|\bpasswort\w*|\bkartennummer\w*"
    r"|\bmot de passe\b|\bcontraseña\b|\bsenha\b|\bwachtwoord\w*",
    "amount": r"\bhalf (?:of|off)\b|[$€£¥]|\beuros?\b|\bdollars?\b|\bpounds?\b|\bcents?\b"
    r"|\bpercent\w*|\bper cent\b"
    r"|\bprozent\w*|\bpour cent\b|\bpor ciento\b|\bper cento\b|\bpor cento\b|\bprocent\b",
    "time": r"\btomorrow\b|\btonight\b|\byesterday\b|\bwithin the (?:hour|day|week|month)\b"
    r"|\bnext (?:day|week|month|year)\b|\bthis (?:week|weekend)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:{few}) (?:{kinds} )?(?:{units})\b"
    r"|\b(?:january|february|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:by|until) (?:march|may)\b"
    r"|(?<!guten )(?<!goede )\bmorgen\b|\bübermorgen\b|\b(?:nächste|kommende)[nrs]? "
    r"(?:tag|woche|monat|jahr)\w*|\b(?:mon|diens|donners|frei|sams|sonn)tags?\b|\bmittwochs?\b"
    r"|\bdemain\b|\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b|\b(?:semaine|mois)"
    r" prochaine?\b|\bmañana\b|\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b"
    r"|\b(?:próxim[ao]s?|prossim[aoie]) (?:{units})\b|\bdomani\b|\b(?:luned|marted|mercoled"
    r"|gioved|venerd)ì\b"
    r"|\bsabato\b|\bdomenica\b|\bamanhã\b|\b(?:segunda|terça|quarta|quinta|sexta)-feira\b"
    r"|\bvolgende (?:dag|week|maand)\b|\b(?:maan|dins|woens|donder|vrij|zater|zon)dag\b",
}
# Number words and units of time, for "two weeks", "in wenigen Tagen", "une semaine".
_FEW = """a an one two three four five six seven eight nine ten twelve fourteen twenty thirty few
    several couple|couple of ein eine einem einer zwei drei vier fünf sechs sieben acht zehn zwölf
    vierzehn zwanzig dreißig wenige wenigen einige einigen ein paar un une deux trois quatre cinq
    six sept huit dix quinze quelques una dos tres cuatro cinco seis siete ocho diez unos pocos
    due tre quattro cinque sei sette otto dieci alcuni pochi um uma dois duas três quatro oito dez
    alguns poucos twee drie vier vijf zes zeven acht tien een enkele paar"""
_KINDS = r"(?:business|working|calendar|full|short|more|further|additional|other)"
_UNITS = """hours? days? weeks? months? years? stunden? tage?n? wochen? monate?n? monat jahre?n?
    heures? jours? semaines? mois ans? horas? días? semanas? mes meses años? ore giorn[oi]
    settiman[ae] mes[ei] ann[oi] dias? mês anos? uren uur dagen weken maanden jaar"""


def _alternatives(words: str) -> str:
    return "|".join(dict.fromkeys(words.split()))


SUBJECTS["time"] = SUBJECTS["time"].format(
    few=_alternatives(_FEW), kinds=_KINDS, units=_alternatives(_UNITS)
)

# What is said to have happened, where it is not denied.
DEEDS = {
    "sent": r"\b(?:shipped|dispatched|en route|in transit)\b|\bon (?:its|the|their) way\b"
    r"|\b(?:has|have) left\b|\btravels with\b|\bbrought it\b|\b(?:ver|abge)sandt\b|\bverschickt\b"
    r"|\bunterwegs\b|\bexpédié\w*|\ben (?:route|chemin|camino)\b|\benviad[oa]s?\b|\bspedit[oaie]\b"
    r"|\bin viaggio\b|\ba caminho\b|\bverzonden\b|\bonderweg\b",
    "delivered": r"\b(?:has|have|was|were|been|is) (?:already )?(?:delivered|arrived)\b"
    r"|\bbrought it\b"
    r"|\bwurden?\b.{0,60}\b(?:zugestellt|geliefert)\b(?! werden| wird)|\b(?:zugestellt|geliefert)"
    r" worden\b|\bist (?:\w+ ){0,3}angekommen\b|\b(?:été|est) (?:livré|arrivé)\w*"
    r"|\bsido entregad\w*|\bha llegado\b|\b(?:stat[oa] consegnat|è arrivat)\w*|\bfoi entregue\b"
    r"|\b(?:is|werd) (?:bezorgd|geleverd|aangekomen)\b",
    "authorised": r"\b(?:is|are|was|been|have|has) (?:\w+ )?(?:authori[sz]ed|approved|accepted)\b"
    r"|\bwe (?:authori[sz]e|approve|accept)d?\b|\b(?:genehmigt|autorisiert|bewilligt|akzeptiert)\b"
    r"|\b(?:autorisé|approuvé|accepté)e?s?\b|\b(?:autorizad|aprobad|aceptad|aprovad|aceit)[oae]s?\b"
    r"|\b(?:autorizzat|approvat|accettat)[oaie]\b|\b(?:goedgekeurd|geautoriseerd)\b",
    "opened": r"\b(?:opened|started|launched|begun) (?:an? |the |your )?(?:\w+ )?(?:investigation"
    r"|case|ticket|inquiry)|\b(?:untersuchung|prüfung|fall)\b.{0,60}\b(?:eröffnet|eingeleitet"
    r"|angelegt)\b|\bouvert une?\b|\babierto una?\b|\baperto una?\b|\baber(?:to|ta) uma?\b"
    r"|\bonderzoek\b.{0,60}\b(?:geopend|gestart)\b",
    "handed over": r"\b(?:handed|forwarded|escalated)\b.{0,40}\b(?:to|over|on)\b"
    r"|\bpassed (?:(?:it|this|that|them|\w+ \w+) )?(?:on|to|over)\b"
    r"|\b(?:weitergegeben|weitergeleitet|übergeben)\b|\b(?:transmis|transféré)e?s?\b"
    r"|\b(?:trasmess|inoltrat)[oaie]\b|\b(?:trasladad|transmitid|encaminhad)[oa]s?\b"
    r"|\b(?:doorgegeven|doorgestuurd|overgedragen)\b",
}
# Before a word they deny it, or make it a wish: "has not been", "to be cancelled".
DENIED = (
    r"\b(?:not|nothing|none|nichts|rien|nada|niente|niets|never|cannot|no|nor|without|as soon as"
    r"|unless|if|whether|once|when|until|before"
    r"|after|to be"
    r"|must|should|can|could|may|might|would|please|want(?:ed)?|ask(?:ed)?|wish(?:ed)?"
    r"|request(?:ed)?"
    r"|nicht|kein\w*|ohne|ob|wenn|sobald|damit|muss|müssen|soll\w*|kann|können|bitte|wünsch\w*"
    r"|pas|jamais|sans|si|quand|dès|doit|doivent|peut|veuillez|souhait\w*"
    r"|no|nunca|sin|cuando|debe\w*|puede\w*|non|mai|senza|se|quando|deve|devono|può"
    r"|não|sem|pode|niet|geen|als|zodra|moet\w*|kan|kunt)\b|n['\u2019]t\b|\bn['\u2019]\w"
)
# With these a company gives what a customer asks for.
GIVEN = (
    r"\b(?:approved|granted|issued|processed|authori[sz]ed|credited|refunded|reimbursed|cancell?ed"
    r"|confirmed|arranged|agreed|accepted|completed|replaced|exchanged|swapped|changed|updated"
    r"|sent(?! to)|paid|waived|applied|initiated|scheduled|booked|repaired|corrected|settled"
    r"|done)\b"
    r"|\bon (?:its|the|their) way\b|\b(?:will|shall|['\u2019]ll)(?: now| also| soon| then)? "
    r"(?:get|receive|be getting|refund|reimburse|cancel|replace|exchange|swap|send|ship|pay|credit"
    r"|issue|give|change|update|repair|arrange|call|ring|phone|waive)\b"
    r"|\bwe(?:['\u2019]re| are)? (?:refund|reimburs|cancel|replac|exchang|swap|send|pay|credit|issu"
    r"|giv|chang|updat|repair|offer|guarante)\w*|\byou (?:now )?(?:get|receive)\b|\bis yours\b"
    r"|\benjoy\b"
    r"|\b(?:genehmigt|bewilligt|\w*erstattet|storniert|veranlasst|bestätigt|gutgeschrieben|ersetzt"
    r"|umgetauscht|ausgetauscht|geändert|überwiesen|gekündigt|zugesagt|repariert|erledigt)\b"
    r"|\b(?:erhalten|bekommen) sie\b|\bsie (?:erhalten|bekommen)\b"
    r"|\b(?:approuvé|accordé|remboursé|annulé|confirmé|remplacé|échangé|modifié|versé"
    r"|effectué)e?s?\b"
    r"|\bvous (?:recevrez|allez recevoir|serez)\b"
    r"|\b(?:aprobad|concedid|reembolsad|cancelad|anulad|confirmad|reemplazad|cambiad|modificad"
    r"|abonad|realizad|aprovad|substituíd|alterad|efetuad)[oa]s?\b|\b(?:recibirá|receberá)\b"
    r"|\b(?:approvat|concess|rimborsat|annullat|cancellat|confermat|sostituit|modificat"
    r"|effettuat)[oaie]\b|\briceverà\b"
    r"|\b(?:goedgekeurd|toegekend|terugbetaald|geannuleerd|bevestigd|vervangen|omgeruild"
    r"|gewijzigd|uitgevoerd)\b|\bontvangt u\b|\bu ontvangt\b"
)

# With these a letter is friendly and says nothing.
COURTESY = frozenset(
    """
    able account afraid again already anything apologies apologise apologize apology appreciate
    approve approved arrival arrive ask asking assist assistance authorise authorised authorize
    authorized back below best bother bring bringing carrier case certain check checked cheers
    clear colleague colleagues come confirm contact cordially current currently customer
    customers day dear decide delay delayed delighted deliver delivery desk detail details
    disappoint disappointed disappointment e-mail easily else email estimate estimated
    everything expect expecting experience far feel find first follow following forward found
    friendly front frustrated frustrating frustration get give glad gladly good grateful great
    greetings hand handed happy hear heard hello help here hesitate hi hope hoping inconvenience
    information invoice item items journey kind kindly know late later latest let like list long
    look looked looking mail make making matter mean member mention message mistake moment
    morning need needs new news nice note noted now number numbers order orders package parcel
    pass passed past patience patient people perhaps person please pleased pleasure point
    possible product products put question questions quick quote reach reaching read reason
    receive received records refer reference regard regarding regards reply request requests
    respond response return returns right running say schedule scheduled searched second see
    send sent serious seriously service share ship shipment shipped shortly sincerely situation
    something soon sooner sorry stand stands start status still summary support sure take taken
    taking team tell thank thanks thing things time touch track tracking travel travelling
    trouble truly trying typing typo unable unclear understand understanding unfortunately
    update upset use using very wait waiting want wanted warehouse warm way week weekend welcome
    well wish wishes wonderful word words worried worry would write writing wrote yet
    """.split()
)
