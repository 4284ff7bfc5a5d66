"""Every screen is drawn in every state, and with every two settings; sheets notice what changed."""

import io
from itertools import combinations, product

import pytest
from PIL import Image, ImageDraw

from tests.pictures.combinations import LANGUAGES, PERCENTS, THEMES, screens, shots
from tests.pictures.comparing import share_apart
from tests.pictures.drawing import SIZES, Appearance, scenes
from tests.pictures.sheets import MOST, ROOT, sheet, small


def test_every_scene_is_drawn_once_in_the_base_setting() -> None:
    drawn = [scene for screen in screens() for scene, look in shots(screen) if look == Appearance()]
    assert sorted(drawn) == sorted(scenes())


@pytest.mark.parametrize("screen", sorted(screens()))
def test_any_two_settings_meet_on_every_screen(screen: str) -> None:
    looks = [look for _scene, look in shots(screen)]
    assert 10 <= len([look for look in looks if look != Appearance()]) <= 20
    assert len(set(shots(screen))) == len(shots(screen))
    settings = (tuple(SIZES), LANGUAGES, THEMES, PERCENTS)
    met = {(look.size, look.language, look.theme, look.percent) for look in looks}
    for (one, first), (other, second) in combinations(enumerate(settings), 2):
        wanted = set(product(first, second))
        assert {(each[one], each[other]) for each in met} == wanted


def _picture() -> Image.Image:
    path = ROOT / "tests" / "pictures" / "approved" / "messages.png"
    return Image.open(path).convert("RGB")


def test_a_sheet_notices_a_changed_row_and_no_loss_of_its_own() -> None:
    plain, changed = _picture(), _picture()
    ImageDraw.Draw(changed).rectangle((430, 300, 560, 325), fill="#1C2326")  # two words
    shots_made = [(("messages", Appearance()), small(plain))]
    made, boxes = sheet(shots_made)
    stored = io.BytesIO()
    made.save(stored, "WEBP", quality=82, method=6)
    approved = Image.open(stored).convert("RGB").crop(boxes["messages 1280-en-light-100"])
    assert share_apart(approved, small(plain)) < MOST / 4
    assert share_apart(approved, small(changed)) > 2 * MOST
