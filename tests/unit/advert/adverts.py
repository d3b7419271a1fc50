"""Three adverts written for these tests: a good one, a poor one, and one full of false friends."""

from typing import Final

GOOD: Final = """Staff Nurse, Ward 7, Harbour General Hospital

You would look after six to eight people on a ward for older patients. You plan their care with them, \
work with a team of different professions, and teach new colleagues.

What you bring: you are a registered nurse, you notice when somebody gets worse, and you say so. \
You can show how you have treated people fairly.

What we offer: Band 5, £31,049 to £37,796 a year, for 37.5 hours a week. We can talk about part time, \
job share or set shifts. You get a buddy for your first three months.

We welcome people of every background and judge everyone on the same criteria. \
Tell us about any adjustment you would like, at any step, and we will arrange it. \
You can ask for this advert in large print, audio or another format.

To talk about the job, ring Grace Adeyemi, ward manager, on 01632 960 123 or write to g.adeyemi@example.nhs.uk.

Closing date: 4 December 2026. Interviews: Tuesday 15 December 2026.
"""

POOR: Final = """Dynamic Staff Nurse wanted

We want a dominant, driven nurse to join our young team in a fast-paced ward. You will be a native English \
speaker with recent NHS experience and 5 years' experience of acute care, able-bodied and a good fit for us.

You will liaise with the MDT and be expected to undertake the full range of duties of the post including \
those which from time to time may reasonably be required by the ward manager in accordance with the needs \
of the service and the band.

Pay is competitive. A full driving licence is essential. The ward cares for people suffering from dementia. \
Apply now.
"""

FALSE_FRIENDS: Final = """Clinical Lead, Children's Services, Severn Valley NHS Trust

As Clinical Lead for children's services in our NHS Foundation Trust you lead a multidisciplinary team (MDT) \
of nurses, support workers and a play specialist. The MDT meets on Mondays.

You make decisions with families, analyse what works, and are responsible for one trust-wide plan. \
You will be trained in the prevention of violence and aggression, and help us fight infection. \
A support worker helps young people and young carers each day. We run a shared care clinic and a competitive tender.

We ask for name-blind applications. If English is not your first language you are very welcome. \
The disabled staff network and our liaison nurse helped to write this advert.

Band 8a, £55,690 to £62,682 a year, for 30 hours a week, with flexible hours. \
We welcome people of every background. Tell us about any adjustment you would like. \
Ask us for this page in braille, or ring 01632 960 456.

Apply by 11 January 2027. Interviews are on 21 January 2027.
"""
