"""Tell nouns that name products from those that name their parts, persons, and ideas."""

from functools import lru_cache

# What shops sell: the last noun of a product's name.
_GOODS = frozenset(
    """
    abacus action-figure adapter adaptor aerator air-fryer airer airpod alarm album amp
    amplifier anchor anorak appliance apron aquarium armband armchair armoire atlas awning axe
    backpack bag bakestone bakeware balaclava balance-bike ball ball-pit balloon band banner
    barbecue barbell barstool basin basket bassinet bat bath bath-mat bathmat bathrobe bathtub
    battery-pack bbq bean-bag beanbag beanie bear bed bedding bedspread beehive belt bench
    bench-press bib bicycle bidet bike bikerack bikini bin binder binocular bird-feeder
    bird-table birdbath birdhouse bivvy blackboard blanket blazer blender blind block
    blood-pressure blouse blower board board-game boiler bongo bonsai book bookcase bookend
    bookshelf booster booster-seat boot bootie bottle bouncer bouquet bowl bowtie box bra brace
    bracelet brazier breadbin breadboard breadmaker brick briefcase brogue brooch broom brush
    bucket buggy bulb bundle bunk bunting bureau burner bust butt cabinet cable cactus caddy
    cafetiere cage calculator calendar caliper camcorder camera candle candleholder candlestick
    cane canister canoe canopy canvas canvas-board cap car car-cover carabiner carafe card
    cardigan carpet carrier carrycot carseat cart cartridge case casserole cat-tree catflap cd
    cello chainsaw chair chaise chalk chandelier charger chessboard chest chime chiminea chisel
    chocolate chopper chopstick chromebook clamp cleaver climbing-frame clipper cloche clock
    clog clothes-horse clothesline club coaster coat coatrack cocotte coffee colander collar
    comb comforter commode compass compost composter compressor computer conditioner cone
    console contact-lens container controller cookbook cooker cooktop cookware cool-box coolbox
    cooler coop corkboard corker corkscrew costume cosy cot couch cover cover-set cradle
    crampon crate crayon cream credenza crib crockery crockpot crutch cufflink cultivator cup
    cupboard cupcake curler curtain cushion cushion-cover cutlery cymbal dart dartboard dashcam
    day-bed daybed decanter deckchair dehumidifier dehydrator desk device diary dice diffuser
    dinghy dish dishwasher dispenser display divider dock doll doll-house dollhouse domino door
    doorbell doormat downlight drape dreamcatcher dress dresser drill drive drone
    drum drumkit dryer drying-rack duffel dumbbell dungaree duster dustpan duvet duvet-cover
    dvd e-reader earbud earphone earring easel easel-board edger edging egg-boiler egg-cup
    envelope epilator ereader espadrille extension extractor eyeglass eyeliner fairy-light fan
    faucet feeder fence fertiliser figurine film filter fin firepit fireplace fitbit flap
    flashlight flask flat fleece flip-flop flipchart flipper floor-lamp flooring flute
    foam-roller folder fondue foosball footrest footstool fork fountain fountain-pen frame
    freezer freshener fridge frother fryer futon gadget gaiter game gamepad garland gate gazebo
    gazing-ball generator gilet glass glasses glider globe glove glue gnome goal goblet
    goggle golf-club gown gps grab-rail grater greenhouse griddle grill grinder guard
    guillotine guitar gym-bag hairband hairbrush hairdryer hammer hammock hamper handbag handle
    handlebar handset hanger hard-drive harmonica harness hat hatchet hatstand headband
    headboard headlamp headphone headset hearing-aid heater heatgun heating-pad hedge-trimmer
    hedgecutter heel helicopter helmet helmet-cam highchair highlighter hob hoe holdall holder
    holster hood hoodie hook hoop hoover hose hosepipe hosereel hotplate hoverboard hub
    humidifier hurdle hutch ice-maker icebox incubator infuser inhaler ink insole intercom
    inverter ipad iphone iron iron-board ironing ironing-board jack jacket jar jean jewellery
    jewelry jigsaw joystick jug juicer jumper jumperoo jumpstarter kayak kennel kettle
    kettlebell keyboard keychain keyring kiln kilt kimono kindle kit kite kite-set knee-pad
    kneeler kneepad knife knives knob label-maker ladder ladle laminate laminator lamp
    lampshade lantern lanyard laptop laptop-bag laptop-stand laundry-basket lawnmower lead
    leash lectern legging lego lens leotard letterbox level lifejacket lift light lights
    linen-bin lipstick litter litter-tray loafer lock lock-chain loft-bed log-splitter longue
    loo-seat loom lopper lotion lounger loveseat luggage luggage-tag lunchbox macbook machete
    machine magazine-rack mailbox maker makeup-bag mandoline mannequin map marble marker
    mascara mask massage-gun massager mat mattress medal memory-card metronome mic microphone
    microscope microwave mill mirror mitt mitten mixer modem moisturiser monitor monocular mop
    mortar mould mouse mousepad mouthguard mower mug multi-tool multimeter multitool
    music-stand nailer napkin nappy nebuliser necklace nest net nightgown nightlight nightstand
    notebook notepad noticeboard novel nozzle nutcracker oar onesie opener orchid organiser
    organizer ornament orthotic ottoman oven overall overlocker owl oximeter pack pad paddle
    paddleboard paddling-pool padlock paella pager paint paintbrush painting pair pajama
    palette pan panel pannier pant paper parasol parka passport pastel paver pedal pedometer
    peeler peg pen pencil pendant penknife pepper-mill perch perfume pergola pestle phone
    phone-case piano picnic-blanket picture pillow pillowcase pinboard piping pit pitcher
    placemat plane planer planner plant planter plaque plate play-mat playhouse playmat playpen
    plier plug plunger plush plushie polytunnel poncho pool popcorn poster pot pot-plant pouch
    pouf pouffe power-bank power-drill powerbank pram press print printer processor projector
    propagator protector protractor pruner puck pullover pump punch punchbag puppet purifier
    purse pushchair putter puzzle pyjama quilt rack racket raclette racquet radiator radio raft
    rail railway raincoat rake ramekin rash-vest rattle razor reader recliner record recorder
    reel refrigerator remote rice-cooker ring roaster robe robot rocker rocket rocking-horse
    rollator roller rollerblade rolling-pin romper roofbox rope rotary-airer rotisserie router
    rower rubik rucksack rug ruler runner saddle safe sail salt-mill sandal sander sandpit sari
    sat-nav satchel satnav saucepan saucer saw sawhorse saxophone scale scanner scarf scarifier
    sconce scooter scrapbook scratching-post screen screwdriver scrubber scrunchie sculpture
    sealer seat seat-cover seatpad secateur seed seesaw sensor serum set settee shade shampoo
    shape-sorter shaver shawl shear shed sheet shelf shelve shelving shin-pad shirt shoe shorts
    shovel shower shower-head shredder shutter shuttlecock sideboard sieve sink skate
    skateboard sketchbook skewer ski skillet skirt slab slate sled sledge sleeping-bag sleeve
    slicer slide sling slipper smartphone smartwatch smoker sneaker snorkel snowboard soap
    soap-dish sock soda-maker soda-stream sofa sofa-bed solar-panel soldering-iron sorter
    soundbar spaceship spade spanner spatula speaker spectacle spice-rack spinning-top
    splashback splitter sponge spoon spotlight sprayer spreader springform sprinkler squeegee
    squeezer ssd stacker stair-gate stamp stand standing-desk stapler stapler-gun station
    statue steam steamer stepladder stereo steriliser sterilizer sticker stiletto
    stocking stool stopwatch storage stove straightener strainer strimmer string-light stroller
    stylus subwoofer suit suitcase sunbed sundial sunglass supplement surfboard suspender
    sweater sweatshirt sweeper swimsuit swing swing-set system t-shirt table tablecloth tablet
    tagine tank tap tape tapestry tarp tarpaulin tart-tin tea teacup teapot teaspoon teddy tee
    teether telephone telescope television tent terrarium thermometer thermos thermostat throw
    tiara tidy tie tights tile tiller timer tin tinsel toaster toilet toilet-seat toiletry-bag
    toner tongs tool toolbelt toolbox toolkit toothbrush top topper torch tote towbar towel
    towel-rail toy tracker trackpad tracksuit tractor train trainer trainset trampoline tray
    treadmill tree trellis tricycle trimmer tripod trolley trophy trough trouser trowel truck
    trumpet trunk tshirt tumbler turf turntable tutu tuxedo tv tweezer tyre ukulele umbrella
    umbrella-stand underwear unicycle unit uplighter vacuum valet vanity vase vest vice vinyl
    violin vitamin vivarium waffle waffle-iron waistcoat walker walkie-talkie wallet wallpaper
    wardrobe warmer washbag washer washing-line watch water-butt webcam wedge weight welder
    wellie wellington welly wetsuit wheel wheelbarrow wheelchair whisk whisker whistle
    whiteboard wig windbreak windchime window wine wiper wok wok-set woodstore workbench
    workstation worktop wreath wrench wristband wristwatch yo-yo yoga-mat yoghurt yogurt yoyo
    """.split()
)
# What is a part of a product, a piece of its packing, or a place, when it stands alone.
_PARTS = frozenset(
    """
    adapter adaptor aerial antenna app back back-rest backrest bag base basket battery bearing
    belt blade body bolt bowl box bracket bristle brush buckle bulb bullet burner button cable
    cap card carton case casing caster castor chain charger clamp clasp clip coating coil
    compartment cord cover crank cut dial display door drawer drum edge element engine eyes
    fabric fastener feather feature feet filling filter finish foam foot frame fuse gasket gear
    glass glaze grill grip handle hatch heel hem hinge hood hook hose inside instruction jar
    joint key knob label lace latch leaf leather leg lens letter lever lid light line lining
    link lock logo look manual mast material mic microphone motor mount needle net nozzle nut
    outside pad page paint panel pattern pedal peg petal phone piece pin pipe plastic plate
    plug pocket pole port power print pump rack rail remote rim ring rod roller room rope
    rubber screen screw seal seam seat sensor shade shaft shelf side skin slat sleeve slot sole
    sound speaker spindle spoke spout sprayer stand stem stick sticker stitching stock store
    strap string stylus surface switch tab tank tap teeth texture thermostat thread timer tip
    tire toe tongue tooth tray trim tube tyre valve varnish velcro veneer video visor volume
    waist wheel wick width wing wire wood wool worktop wrist yarn zipper
    """.split()
)
_PERSONS = frozenset(
    """
    accountant agent aunt baby boss boy boyfriend brother builder buyer carer cat child
    children client colleague courier cousin customer daughter dentist doctor dog driver
    engineer expert family father fiance friend gentleman girl girlfriend gran grandad granddad
    granddaughter grandfather grandma grandmother grandpa grandson greyhound guest guy husband
    insurer kid kids lad lady landlord man manager mate men mom mother mum nan nanny neighbor
    neighbour nephew niece nurse operator parent partner people person postman sister son staff
    student teacher team technician tenant terrier toddler treasurer twin uncle visitor wife
    woman women
    """.split()
)
# What is no thing that one buys, such as money, time and messages.
_OTHERS = frozenset(
    """
    ability account address advantage advice afternoon age air amount angle answer anything
    apartment apology area arm article attempt attention attic autumn balcony bank bathroom
    bedroom beginning bill birthday bit booking bottom break breakfast building call
    cancellation care carrier cash cellar chance charge chat choice christmas church city code
    cold color colour comfort company complaint condition confirmation confusion conservatory
    contract corner country couple coupon crack credit cup-of-tea cyclist dad danger date day
    deadline deal dear decision degree delivery dent description design details difference
    dinner direction disappointment disaster discount doubt e-mail ear effort email end error
    eta evening event everybody everyone everything exam exchange experience eye face fact
    fault favor favour fee feeling fill finger fire first flat flight floor form former friday
    front fun fuss future garage garden goodness goods ground guarantee habit hair half hall
    hallway hamster hand hassle head heart heat height hello help hers hi hint hole holiday
    home hope horse hour house hurry idea in-laws inch info information injury instalment
    instructions insurance intention interest invoice issue item joke joy kitchen kitten knee
    lack ladies landing language last late latter laugh law lawn leak left length life living
    lot lounge luck lunch madam mail matter meal mean meantime membership mess message middle
    migraine mind mine minute mistake moment monday money month morning most move name neck
    need nerve night nobody noise nonsense nothing notification number object odour office one
    opinion option order other ours package packaging pain parcel parrot part party past
    patience patio payment pcs peace period photo picture picture-online piece pity place plan
    pleasure point policy porch position post practice present price problem procedure process
    product promise puppy purchase purpose quality quarter question rabbit rain rate reality
    reason receipt record-time refund regards regret remains reminder rep repair replacement
    reply request reservation response rest result return review right risk roof roommate rule
    safety sake sale same saturday school scratch scratches season second sense service shame
    shape shipment shipping shock shop shoulder sight sign sir site size sleep smell smoke snow
    solution somebody someone something sort space speed spot spring stage stain stairs start
    state statement status stay step story street stuff style subject subscription sum summer
    sun sunday support surprise system-error talk task taste tax term terrace test text thanks
    theirs thing third thought thursday time today tomorrow tone top total touch tracking trial
    trick trip trouble truth tuesday turn two type update use user value version view village
    visit voice voucher wait walk wall warehouse warranty wash waste water way weather website
    wedding wednesday week weekend whereabouts while whole winter wish word work world worry
    wrong yard year yesterday yours youtube zip
    """.split()
)
_NO_GOODS_ENDINGS = (
    "tion",
    "sion",
    "ness",
    "ment",
    "ity",
    "ance",
    "ence",
    "ship",
    "ism",
    "ologist",
)


@lru_cache(maxsize=8192)
def _singulars(word: str) -> tuple[str, ...]:
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("ves"):
        forms.append(word[:-3] + "f")
    if word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    return tuple(forms)


def is_goods(name: str) -> bool:
    """Say whether a name's last noun is one that shops sell: "blue desk lamps"."""
    words = name.lower().replace("-", " ").split()
    if not words:
        return False
    tails = [*_singulars(words[-1])]
    if len(words) > 1:
        tails += [f"{words[-2]}-{last}" for last in tails] + [
            f"{words[-2]}{last}" for last in tails
        ]
    if not any(tail in _GOODS for tail in tails):
        return False
    return len(words) > 1 or not is_part(words[0])


def is_part(word: str) -> bool:
    """Say whether a noun that stands alone names a part of something rather than a product."""
    return any(form in _PARTS for form in _singulars(word.lower()))


def is_other(word: str) -> bool:
    """Say whether a noun names a person, a place or an idea rather than a thing."""
    forms = _singulars(word.lower())
    if any(form in _OTHERS or form in _PERSONS for form in forms):
        return True
    return not any(form in _GOODS for form in forms) and word.lower().endswith(_NO_GOODS_ENDINGS)


def ends_in_goods(word: str) -> bool:
    """Say whether a word alone may be the last noun of a product's name."""
    forms = _singulars(word.lower())
    return any(form in _GOODS for form in forms)


def is_person(word: str) -> bool:
    """Say whether a noun names a person or an animal."""
    return any(form in _PERSONS for form in _singulars(word.lower()))
