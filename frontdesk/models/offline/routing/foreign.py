"""What the commonest of these words are in German, French and Spanish."""

# By the concept of the thesaurus, in its form.
FOREIGN = {
    "charge": """
        rechnung, rechnungen, abgebucht, abbuchung, belastet, doppelt belastet, gebühr, gebühren,
        mahnung, facture, factures, débité, prélevé, prélèvement, frais, factura, facturas,
        cobraron, cobrado, cobro, me han cobrado
        """,
    "payment": """
        bezahlt, zahlung, zahlen, bezahlen, überweisung, kreditkarte, lastschrift, payé, paiement,
        payer, virement, carte bancaire, pagado, pagar, pago, tarjeta, transferencia
        """,
    "refund": """
        erstattung, rückerstattung, erstatten, geld zurück, gutschrift, remboursement, rembourser,
        remboursé, reembolso, devolución del dinero, devolver el dinero
        """,
    "price": "preis, preise, kosten, kostet, prix, coûte, precio, precios, cuesta, cuánto",
    "subscription": """
        abonnement, abo, kündigen, kündigung, vertrag, résilier, contrat, suscripción, cancelar mi,
        contrato
        """,
    "malfunction": """
        fehlermeldung, fehler, stürzt ab, abgestürzt, funktioniert nicht, geht nicht, lädt nicht,
        startet nicht, kaputt, hängt, störung, ne marche pas, ne fonctionne pas, ne marche plus,
        plante, bloqué, panne, erreur, no funciona, no carga, no abre, no arranca, falla, fallo,
        error de, se cierra, se bloquea
        """,
    "access": """
        passwort, kennwort, anmelden, anmeldung, einloggen, mot de passe, connecter, identifiant,
        contraseña, iniciar sesión, acceder
        """,
    "network": "verbindung, wlan, netz, kein empfang, connexion, réseau, conexión, sin señal",
    "hours": """
        öffnungszeiten, geöffnet, öffnet, offen, schließt, horaires, ouvert, ouvre, fermé, horario,
        abierto, abre la, abren, cierra la
        """,
    "location": "filiale, laden, geschäft, adresse, magasin, boutique, tienda, sucursal, dirección",
    "delivery": """
        lieferung, liefern, geliefert, paket, bestellung, versand, livraison, livrer, colis,
        commande, envío, enviar, envían, pedido, paquete, entrega
        """,
}
