"""What comes after the first photo: looking, answering collect, refusals, gifts, the dead spot."""

from __future__ import annotations

from tests.tour.journey import NEW_PIN, Tour


def review(tour: Tour) -> None:
    """Staff look at the photo and the message, and approve."""
    guide, staff, family = tour.guide, tour.staff, tour.scene.family
    staff.sign_in("reviewer", "staff password")
    staff.open_queue()
    staff.sees(family.caption)
    guide.ok("staff-photo", "staff see the photo beside approve and reject", staff)
    staff.approve()
    staff.sees(family.letter)
    guide.ok("staff-message", "the next in the queue is the message", staff)
    staff.approve()


def look(tour: Tour) -> None:
    """He sees what is new, looks at the photo, and again without a network."""
    guide, kiosk, say, family = tour.guide, tour.kiosk, tour.say, tour.scene.family
    kiosk.wait_for(family.caption)
    kiosk.wait_for(family.letter[:20])
    kiosk.wait_tile()
    guide.ok("kiosk-new", "photo and message are on home without a touch", kiosk)
    kiosk.touch(family.caption)
    kiosk.wait_picture()
    guide.ok("kiosk-photo", "the photo opens full screen, pixels not blank", kiosk)
    tour.central.stop()
    kiosk.touch(say("Photos"))
    kiosk.wait_for(say("Offline"))
    guide.ok("kiosk-photos", "central is stopped; the grid still shows every photo", kiosk)
    kiosk.touch_photo(0)
    kiosk.wait_picture()
    for _more in range(2):
        kiosk.touch(say("Next"))
        kiosk.wait_picture()
    guide.ok("kiosk-photo-offline", "three photos open without a network", kiosk)
    kiosk.touch(say("Photos"))
    tour.central.start()


def answer_collect(tour: Tour) -> None:
    """He answers without credits to spare; she is told, and pays when she opens it."""
    guide, kiosk, say, family = tour.guide, tour.kiosk, tour.say, tour.scene.family
    mother, staff, seed = tour.mother, tour.staff, tour.central.seed
    kiosk.touch(say("Messages"))
    kiosk.touch(f"thread:{tour.connection}")
    kiosk.wait_for(family.letter)
    guide.ok("kiosk-letter", "her message is there to read, free, as often as he likes", kiosk)
    kiosk.touch("write")
    kiosk.wait_for(say("You have {balance}. You need {missing} more.", balance="0", missing="50"))
    kiosk.type_on_keyboard(family.reply)
    kiosk.wait_for(say("Saved"))
    guide.ok("kiosk-write", "he writes on the screen's keyboard; every letter is saved", kiosk)
    kiosk.touch("review")
    kiosk.wait_for(say("You pay"))
    guide.ok("kiosk-send", "before sending: he pays nothing, she pays when she opens it", kiosk)
    kiosk.touch("send")
    kiosk.wait_for(say("Waiting for review"))
    kiosk.wait_gone(say("On its way to {name}. You pay nothing.", name=tour.mother_name))
    guide.ok("kiosk-waits", "his reply waits for review, and says so", kiosk)
    staff.open_queue()
    staff.sees(family.reply)
    staff.approve()
    kiosk.wait_for(say("Delivered"))
    letter = tour.letters.wait_for(tour.address, 4)[-1]
    assert family.reply not in letter and family.son not in letter.partition("\n\n")[2]
    mother.go("/demo/mail/")
    guide.ok("family-mail", "a mail says that something waits, and nothing of what", mother)
    mother.open_person(tour.connection)
    assert family.reply not in mother.reads()
    mother.page.locator(".sealed").scroll_into_view_if_needed()
    guide.ok("family-sealed", "she sees the sealed envelope, its price and her balance", mother)
    before = tour.mother_balance()
    mother.open_sealed()
    mother.sees(family.reply)
    mother.page.get_by_text(family.reply).last.scroll_into_view_if_needed()
    assert tour.mother_balance() == before - 50
    guide.ok("family-opened", "she opens it and pays 50 credits, once", mother)
    kiosk.wait_for(say("Opened"))
    assert seed.balance(tour.scene.inmate.id) == 0
    guide.ok("kiosk-opened", "he sees that she opened it", kiosk)


def gift(tour: Tour) -> None:
    """His sister gives him credits."""
    guide, kiosk, say, family = tour.guide, tour.kiosk, tour.say, tour.scene.family
    mother = tour.mother
    sister = mother.another()
    sister.sign_in(tour.scene.sister.username, "a long password")
    sister.give(tour.scene.sister_tie, 150)
    guide.ok("family-gift", "his sister gives him 150 credits", sister)
    sister.close()
    kiosk.touch(say("Credits"))
    name = f"{family.sister} {family.last}"
    kiosk.wait_for(say("Gift from {name}", name=name))
    guide.ok("kiosk-gift", "the gift is in his ledger, with her name", kiosk)


def refused(tour: Tour) -> None:
    """Staff stop a message: reason, refund, appeal."""
    guide, kiosk, say, family = tour.guide, tour.kiosk, tour.say, tour.scene.family
    staff, seed, inmate = tour.staff, tour.central.seed, tour.scene.inmate.id
    write(tour, family.paid)
    kiosk.touch("prepaid")
    kiosk.touch("review")
    kiosk.wait_for(say("You will have"))
    guide.ok("kiosk-price", "price and balance after stand there before he pays", kiosk)
    kiosk.touch("send")
    kiosk.wait_for(say("Waiting for review"))
    staff.open_queue()
    staff.sees(family.paid)
    assert seed.balance(inmate) == 100
    guide.ok("staff-reject", "staff find a code in it and say why they stop it", staff)
    staff.reject(family.reason)
    kiosk.wait_for(family.reason)
    kiosk.wait_for(say("Your {credits} are back.", credits=say("%n credits", 50)))
    assert seed.balance(inmate) == 150
    price = say("%n credits", 50)
    kiosk.wait_gone(
        say("On its way to {name}. It costs {price}.", name=tour.mother_name, price=price)
    )
    guide.ok("kiosk-rejected", "he reads the reason; his 50 credits are back, once", kiosk)
    kiosk.touch(say("Appeal"))
    guide.ok("kiosk-appeal", "he can ask for a second look, for nothing", kiosk)
    kiosk.touch(say("Send appeal"))
    kiosk.wait_for(say("You appealed. Staff look at it again."))
    staff.uphold()
    kiosk.wait_gone(say("Not delivered"))
    assert seed.balance(inmate) == 150
    kiosk.touch(say("Credits"))
    kiosk.wait_for(say("Returned: message to {name}", name=tour.mother_name))
    guide.ok("kiosk-ledger", "the appeal is upheld; every credit stands in one list", kiosk)


def remove(tour: Tour) -> None:
    """He takes a photo away, and changes his mind."""
    guide, kiosk, say = tour.guide, tour.kiosk, tour.say
    kiosk.touch(say("Photos"))
    kiosk.touch_photo(1)
    kiosk.wait_picture()
    before = kiosk.texts()
    kiosk.touch(say("Remove"))
    kiosk.wait_for(say("Photo removed. Only you stop seeing it."))
    guide.ok("kiosk-removed", "a photo is taken away, for him alone, with an undo", kiosk)
    kiosk.touch(say("Undo"))
    kiosk.wait_gone(say("Photo removed. Only you stop seeing it."))
    kiosk.touch(say("Photos"))
    kiosk.touch_photo(1)
    kiosk.wait_for(next(text for text in before if text.startswith("“")))
    kiosk.touch(say("Photos"))


def dead_spot(tour: Tour) -> None:
    """Without a network his reply is kept; with it, it goes out once."""
    guide, kiosk, say, family = tour.guide, tour.kiosk, tour.say, tour.scene.family
    tour.central.stop()
    write(tour, family.kept)
    kiosk.touch("collect")
    kiosk.wait_for(say("Offline"))
    kiosk.touch("review")
    kiosk.touch("send")
    kiosk.wait_for(say("Kept on this device"))
    kiosk.wait_for(say("%n waiting to go out", 1))
    kiosk.wait_gone(say("Kept on this device. It goes out when the network is back."))
    guide.ok("kiosk-kept", "no network: the reply is kept, and the screen says so", kiosk)
    tour.central.start()
    kiosk.wait_for(say("Waiting for review"), patience=40)
    kiosk.wait_gone(say("%n waiting to go out", 1))
    bodies = [each.body for each in tour.central.seed.messages(tour.connection)]
    assert bodies.count(family.kept) == 1
    guide.ok("kiosk-went-out", "the network is back: it went out by itself, once", kiosk)


def leave_and_return(tour: Tour) -> None:
    """He signs out in the middle of a word, and finds everything as it was."""
    guide, kiosk, say, family = tour.guide, tour.kiosk, tour.say, tour.scene.family
    half = family.kept[:14]
    write(tour, half)
    kiosk.wait_for(say("Saved"))
    kiosk.sign_out(say("Sign out"))
    kiosk.wait_for(say("Touch to begin"))
    assert not kiosk.sees(family.mother)
    guide.ok("kiosk-signed-out", "signed out: a new program in the same process", kiosk)
    kiosk.touch("begin")
    kiosk.number(family.number)
    kiosk.touch("forward")
    kiosk.number(NEW_PIN)
    kiosk.touch("forward")
    kiosk.wait_for(half)
    guide.ok("kiosk-back", "he is back where he stopped, in the middle of the word", kiosk)


def write(tour: Tour, text: str) -> None:
    """Open the conversation with his mother and write."""
    kiosk, say = tour.kiosk, tour.say
    kiosk.touch(say("Messages"))
    kiosk.touch(f"thread:{tour.connection}")
    kiosk.touch("write")
    kiosk.type_on_keyboard(text)


def looks(tour: Tour) -> None:
    """The same screens darker, in high contrast, larger, upright."""
    guide, kiosk, say = tour.guide, tour.kiosk, tour.say
    kiosk.touch(say("Back"))
    kiosk.touch(say("Settings"))
    guide.ok("kiosk-settings", "settings follow him to any device", kiosk)
    kiosk.touch(say("Dark"))
    kiosk.touch(say("Home"))
    guide.ok("kiosk-dark", "home in the dark theme", kiosk)
    kiosk.touch(say("Settings"))
    kiosk.touch(say("High contrast"))
    kiosk.touch(say("Messages"))
    kiosk.touch(f"thread:{tour.connection}")
    guide.ok("kiosk-contrast", "the conversation in high contrast", kiosk)
    kiosk.touch(say("Settings"))
    kiosk.touch(say("Light"))
    kiosk.resize(800, 1280)
    kiosk.touch(say("Photos"))
    guide.ok("kiosk-upright-photos", "photos on an upright tablet", kiosk)
    kiosk.touch(say("Home"))
    guide.ok("kiosk-upright-home", "home on an upright tablet", kiosk)
    kiosk.resize(1280, 800)
    kiosk.touch(say("Settings"))
    kiosk.touch(say("{percent} %", percent="200"))
    kiosk.touch(say("More"))  # not all places have room at once
    kiosk.touch(say("Home"))
    guide.ok("kiosk-200-home", "home with the text twice as large", kiosk)
    kiosk.touch(say("Messages"))
    kiosk.touch(f"thread:{tour.connection}")
    guide.ok("kiosk-200-conversation", "the conversation with the text twice as large", kiosk)
    kiosk.touch(say("More"))
    kiosk.touch(say("Settings"))
    kiosk.touch(say("{percent} %", percent="100"))
