"""Which words and phrases mean similar things in customers' messages."""

from typing import NamedTuple


class Concept(NamedTuple):
    """Words and phrases that mean similar things, and how much one of them says about a message."""

    weight: float
    terms: str


# Phrases are separated by commas. "not" stands for every negation, see `concepts.py`.
CONCEPTS = {
    "charge": Concept(
        2.0,
        """
        charge, overcharge, overbill, bill, invoice, mischarge, double charge, fee, surcharge,
        statement, deduct, debit, owe, debt, debt collection, late fee, extra cost, additional
        cost, tax, money taken, took money, take money, took my money, taken from my account,
        charged twice, paid twice, bank statement, amount due, overdue, transaction, penalty,
        unauthorized transaction, overage, usage charge, rental fee, equipment fee, bill shock,
        wrongly billed, billing error, payable, receipt, withdrawn, taken out of my account,
        chargeable, hidden, data cap, usage cap, paperless, credit report, fraudulent, fraud,
        scam, dispute, bogus, unreturned equipment
        """,
    ),
    "payment": Concept(
        1.7,
        """
        pay, paid, payment, autopay, direct debit, standing order, paypal, credit card, debit
        card, bank account, bank transfer, wire transfer, transfer money, money, insufficient
        funds, decline, card declined, balance, top up, installment plan, payment method, billing
        address, cash, cheque, checks, prepay, deposit, gift card balance, spent, withdraw, atm,
        transfer, beneficiary, bank, finance, buy now pay later, contactless payment, my wallet,
        in installments, monthly installments, split the payment, pay later, funds, insufficient,
        bounced
        """,
    ),
    "refund": Concept(
        2.0,
        """
        refund, money back, reimburse, chargeback, credit back, account credit, get my money, want
        my money, compensate, bill credit, credit not received, owed a credit, promised credit,
        credited, rebate, owe me, waive, give me a credit, return my money, repay
        """,
    ),
    "price": Concept(
        1.4,
        """
        price, cost, fare, tariff, price increase, price change, price raise, expensive, cheaper,
        quote, rate increase, price hike, per month, a month, monthly rate, afford, rip off,
        ripoff, overprice, dollar, buck, cent, hidden cost, how much, amount, extra money, raise
        my rate, rates went up, rising price, paying more, false pricing, bait and switch, a year,
        per year, raise, deal price, monthly payment, lower price, bundle price, deceptive
        pricing, markup, free of charge, for free, value, worth, paid plan
        """,
    ),
    "discount": Concept(
        1.2,
        """
        discount, coupon, promo, promotion, promo code, voucher, discount code, student discount,
        special rate, cashback, price match, loyalty discount
        """,
    ),
    "subscription": Concept(
        1.5,
        """
        subscription, subscribe, unsubscribe, resubscribe, membership, premium, plan, renew, auto
        renew, free trial, trial, cancel my subscription, cancel membership, family plan,
        contract, early termination, bundle, upgrade my plan, downgrade, package deal, tier,
        cancel my service, cancel service, cancellation, cancel my account, suspended, auto pay
        """,
    ),
    "malfunction": Concept(
        2.0,
        """
        error, error code, crash, bug, buggy, glitch, glitchy, freeze, froze, frozen, malfunction,
        fault, lag, laggy, buffer, corrupt, blank screen, black screen, white screen, blurry,
        pixelate, stutter, cutting out, keeps cutting, keeps dropping, keep breaking, breaking up,
        unresponsive, not work, does not work, stop working, is down, are down, went down, goes
        down, still down, system down, troubleshoot, restart, reboot, reset, unwatchable,
        unusable, unable to use, acting up, messed up, tech support, technical support, technical
        difficulty, technical issue, technical problem, incompatible, playback, kicked out, kick
        me, boots me, logs me out, no sound, no audio, no picture, no video, out of sync,
        intermittent, overheat, closes by itself, loading, keeps loading, endless loading,
        spinning, please fix, fix this, fix it, fix the, fix your, not working properly, poor
        quality, picture quality, garbled, scrambled, unreliable, throttle, loss of service, lost
        service, lose service, poor connection, bad connection, hardly works, barely works, stops
        playing, not responding to touch, turns off, shuts down, wont load, wont open, wont play,
        keeps stopping, keeps closing, keeps freezing, how do i fix, nothing happens, timed out,
        timeout, keeps logging, keeps crashing, keeps buffering, no dial tone, kept crashing,
        keeps turning off, will not turn on, error message, blue screen, not charging, not turn on
        """,
    ),
    "symptom": Concept(
        1.1,
        """
        broken, broke, slow, down, fix, repair, fail, failure, faulty, stuck, hang, skip,
        disappear, vanish, drop, interrupt, stop, technical, technician, virus, dead, die, wrong
        screen, missing from my account, black, blank, jump, defect, damage, leak, smoke, beep,
        blink, flash, crack, dark, wiped, deleted itself, lost all, gone, back up, noise, noisy,
        flicker, drain, hot, burn, empty page, dead battery
        """,
    ),
    "trouble": Concept(
        0.7,
        """
        issue, problem, trouble, difficulty, hard time, not let me, not allow me, having issues,
        try, attempt, keep getting, keep saying, keeps asking, help me, how do i, how can i, how
        to, how should i, every time i, keep, kept, weird, strange, suddenly, not right, what is
        wrong with, something is wrong, what do i do, why does my, why is my
        """,
    ),
    "access": Concept(
        1.8,
        """
        login, log in, log on, log into, sign in, sign into, sign on, logged out, logged off, sign
        out, password, passcode, pin, pin blocked, username, user name, user id, credentials,
        verify, verification, verification code, authenticate, two factor, otp, locked out, locked
        account, unlock, blocked account, hack, access, account access, access my account, reset
        my password, forgot, captcha, face id, my identity, identity verification, security code,
        log my account, log back in, get into my account, get in my account, account suspended,
        hacker, phish, recover my account, recovery email, verification email, confirm my
        identity, biometric, not get in, not get into, not get on, kicked off, digit code, text
        code, sms code, code by sms, code by text, activation code, wrong password, invalid
        password, not recognize my email
        """,
    ),
    "network": Concept(
        1.6,
        """
        internet, wifi, wi fi, broadband, connection, network, signal, reception, outage, power
        outage, router, modem, speed, download speed, upload speed, mbps, lte, latency, packet
        loss, no service, service out, offline, bandwidth, dsl, fiber, ethernet, dial tone,
        landline, hotspot, data connection, server, dropped calls, no internet, service
        interrupted, service going, blackout, data speed, internet down, without internet, without
        service, no connection, slow speed, slow internet, no signal, no cable, service outage,
        loses connection, uptime
        """,
    ),
    "device": Concept(
        0.8,
        """
        app, application, website, webpage, web page, browser, chrome, safari, android, ios,
        iphone, ipad, phone, mobile, smartphone, tablet, laptop, computer, pc, mac, windows,
        device, tv, smart tv, screen, display, console, xbox, playstation, roku, firestick,
        chromecast, alexa, echo, remote, set top box, cable box, hardware, software, firmware,
        printer, camera, battery, button, bluetooth, keyboard, usb, speaker, headset, headphone,
        streaming, video, audio, sound, volume, playlist, dvr, live tv, channel, notification,
        portal, apple watch, sim, sim card, google, kindle, tivo, subtitle, closed caption,
        wallpaper, lock screen, home screen, icon, widget, menu button, search, profile, tab,
        chat, email account, inbox, link, file, page, barcode, qr code, machine, touch id,
        dishwasher, washing machine, washer, dryer, fridge, refrigerator, freezer, oven,
        microwave, heater, thermostat, vacuum, scanner, drone, tracker, charger, cable, adapter,
        gadget, appliance, plug, sensor, doorbell, lightbulb, projector, wearable, watch
        """,
    ),
    "setup": Concept(
        1.3,
        """
        install, reinstall, uninstall, set up, setup, setting, configure, activate, pair, sync,
        update, upgrade, version, latest version, download, upload, import, export, link my
        account, add my device, enable, disable, log files, how to use, how do i use, register,
        registration, create an account, change my password, transfer my number, port my number,
        switch phones, migrate, backup, restore, connect my
        """,
    ),
    "hours": Concept(
        1.5,
        """
        hours, opening hours, opening times, business hours, what time, what day, be open, you
        open, open on, open at, open until, open today, open tomorrow, still open, open late,
        store open, opening, closed on, closing time, close at, you close, weekend, holiday,
        sunday, saturday, bank holiday, when does
        """,
    ),
    "location": Concept(
        1.2,
        """
        location, branch, store, shop, near me, nearest, address, my area, directions, parking,
        city, airport, station, country, international, abroad, town, restaurant, hotel
        """,
    ),
    "policy": Concept(
        1.4,
        """
        policy, rule, allowed, permit, limit, restriction, requirement, eligible, qualify, terms,
        guidelines, regulation, privacy, maximum, minimum, constraint, deadline, expire, expiry,
        valid, is it possible, exchange rate, age
        """,
    ),
    "product": Concept(
        1.0,
        """
        product, item, menu, food, meal, stock, in stock, out of stock, restock, availability,
        size, colour, color, ingredient, vegan, gluten, brand, model, catalogue, catalog, new
        release, launch, for sale, sell, on sale, flavour, flavor, warranty, movie, series, song,
        album, artist, season, episode, content, feature, which card, visa, sandwich, pizza,
        burger, coffee, chicken, milk, bread, meat, recipe, calorie, organic, halal, vegetarian,
        allergy, allergen, packaging, toy, book club, lyrics, podcast, film, show, genre,
        language, subscription box, currency, card, physical card, disposable
        """,
    ),
    "delivery": Concept(
        1.5,
        """
        order, deliver, delivery, parcel, shipment, ship, dispatch, courier, track, tracking
        number, arrive, not arrived, mail, post office, carrier, wrong item, missing item, lost
        package, damaged package, return, exchange, replacement, pick up, warehouse, late
        delivery, where is my, customs duty, received my, not received, delivered to, seller,
        amazon, post, card delivery, card arrive, new card, in the mail
        """,
    ),
    "booking": Concept(
        1.2,
        """
        book, reservation, appointment, flight, ticket, seat, room, table, train, boarding,
        boarding pass, check in, check out, bag, baggage, luggage, trip, ride, driver, cab,
        passenger, departure, depart, itinerary, gate, plane, layover, stay, night, suite,
        reschedule, travel, vacation, guest, delay, fly, crew, hotel room, upgrade my seat, first
        class, legroom, cancelled flight, flight cancelled, stuck on, runway, tarmac, rebook,
        connecting flight, flight connection, miles, mileage, rail, bus, taxi, journey, gym,
        breakfast, wedding, conference, tour
        """,
    ),
    "job": Concept(
        1.5,
        """
        job, career, hiring, vacancy, internship, apply for a job, resume, recruiter, employment,
        partnership, press, interview
        """,
    ),
    "praise": Concept(
        1.2,
        """
        praise, thank, great, love, amazing, awesome, best, excellent, fantastic, appreciate,
        kudos, perfect, shout out, well done, congratulations, happy, super helpful, good job,
        enjoy
        """,
    ),
    "complaint": Concept(
        1.0,
        """
        rude, worst, terrible, horrible, awful, disgusting, nasty, unprofessional, disappointed,
        complaint, complain, bad service, poor service, poor customer service, staff, employee,
        manager, representative, ridiculous, unacceptable, hung up, on hold, still waiting,
        ignored, shame, attitude, harass, ads, advertisement, spam, refuse, lied, incompetent,
        unhelpful, unfair, joke, pathetic, never again, lack of, poor, shocking, hostile,
        behaviour, behavior, monopoly, misleading, false advertising, deceptive, dishonest, no
        response, no reply, bad experience, callback, call back, hold, wait time, waiting for,
        gross, dirty, cold, cancelled on me, missed
        """,
    ),
    "feedback": Concept(
        1.6,
        """
        feedback, suggestion, idea, feature request, please add, please bring, bring back, please
        make, please put, please stop, stop putting, get rid of, add a feature, add an option,
        wish, would be nice, would be great, would love, would be better, should add, should make,
        should have, you need to add, why not you add, any plans, are there plans, plan to, going
        to, when will, will there be, will it be, coming soon, coming back, anytime soon, release
        date
        """,
    ),
    "found": Concept(
        1.3,
        """
        lost property, lost and found, found, left my, left behind, forgot my bag, lost my, lost
        item, lost card, stolen, misplace
        """,
    ),
    "information": Concept(
        0.5,
        """
        information, info, question, wonder, tell me, know if, like to know, curious, clarify,
        confirm, contact details, phone number, email address, procedure, do you have, do you
        offer, do you sell, can i use, will you, details, recommend, explain
        """,
    ),
}
