package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One authorized GET below {@code /v2/<repository>/}: answers a 401 once, and only the registry's own. */
record Session(Reader reader, Call call, Place place) {
    Client.Reply get(String path, Map<String, String> headers, long limit) throws RegistryException {
        Origin origin = reader.schemes().origin(call, place.host(), reader.wires());
        URI uri = URI.create(origin + "/v2/" + place.path() + path);
        Optional<String> authorization = reader.authorizer().known(call, origin, place);
        Client.Reply reply = reader.client().get(call, uri, headers, authorization, limit);
        // One renewal, and another for an access token that turns out to be an identity token.
        int most = reader.authorizer().isBearerGiven(place) ? 2 : 1;
        for (int renewals = 0; renewals < most && isChallenge(reply, origin); renewals++) {
            Optional<Challenge> challenge =
                    Challenge.choose(reply.answer().headers().getOrDefault("www-authenticate", List.of()));
            if (challenge.isEmpty()) {
                throw call.denied(origin + " refuses, and names no way of authentication that is known here");
            }
            Optional<String> renewed = reader.authorizer().renew(call, origin, place, challenge.get(), authorization);
            if (renewed.isEmpty()) {
                break;
            }
            authorization = renewed;
            reply = reader.client().get(call, uri, headers, authorization, limit);
        }
        return checked(reply, origin, authorization.isPresent());
    }

    private static boolean isChallenge(Client.Reply reply, Origin origin) {
        return reply.answer().status() == 401 && reply.from().equals(origin);
    }

    private Client.Reply checked(Client.Reply reply, Origin origin, boolean authorized) throws RegistryException {
        int status = reply.answer().status();
        if (status == 401 && reply.from().equals(origin)) {
            throw call.denied(origin + (authorized ? " refuses these credentials" : " wants credentials"));
        }
        if (status == 401 || status == 403) {
            throw call.denied(reply.from() + " refuses with status " + status);
        }
        return reply;
    }
}
