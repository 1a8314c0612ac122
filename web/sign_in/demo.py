"""The sign-in of the demo: choose one of a few people who are made up.

It is there only for a browser on this machine that names this machine in the address, so no other machine and
no page from elsewhere (under whatever name it has this address) can use it.
"""

from starlette.requests import Request

from api.graphql.in_process import InProcess
from api.sign_in import Entered, Entrance
from web.documents import document
from web.sessions import is_local
from web.sign_in.ways import Demo, Named, Player
from web.words import standing


class DemoSignIn:
    """Knows the people and signs in as one of them."""

    def __init__(self, demo: Demo, schema: InProcess, entrance: Entrance) -> None:
        self._demo = demo
        self._schema = schema
        self._entrance = entrance

    async def people(self, request: Request) -> tuple[Named, ...]:
        """Who may be chosen: each as they see themselves. Nobody, from another machine."""
        if not is_local(request):
            return ()
        found = [await self._named(place, player, request) for place, player in enumerate(self._demo.people)]
        return tuple(named for named in found if named is not None)

    async def signed_in(self, chosen: str, request: Request) -> Entered | None:
        """Who was chosen by their place in the list."""
        there = {str(named.place): self._demo.people[named.place] for named in await self.people(request)}
        if chosen not in there:
            return None
        return await self._entrance.named(there[chosen].address, there[chosen].roles)

    async def _named(self, place: int, player: Player, request: Request) -> Named | None:
        entered = await self._entrance.named(player.address)
        asker = await self._schema.of_session(entered, request.state.request_id) if entered else None
        if asker is None:
            return None
        person = (await asker.ask(document("sign_in/person.graphql")))["viewer"]["person"]
        if not person:
            return None
        return Named(place, person["name"], standing(person), player.roles)
