package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.Credential;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryException;
import io.jenkins.plugins.imagepolicy.engine.registry.credentials.CredentialSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What to send as {@code Authorization}. Nothing is sent before the registry has asked; afterwards the answer is remembered for the
 * registry, the repository and the credential, for this run.
 */
final class Authorizer {
    private final CredentialSource credentials;
    private final TokenService tokens;
    private final Map<Origin, Challenge> challenges = new ConcurrentHashMap<>();
    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

    Authorizer(CredentialSource credentials, TokenService tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    private record Key(Origin origin, Place place, Optional<Credential> credential) {}

    /** One token, fetched by one caller while the others wait. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private TokenService.Token token;
    }

    /** What the registry is known to want; empty before it has asked. */
    Optional<String> known(Call call, Origin origin, Place place) throws RegistryException {
        Challenge challenge = challenges.get(origin);
        return challenge == null ? Optional.empty() : answer(call, origin, place, challenge, Optional.empty());
    }

    /**
     * The answer to a 401, empty when there is none but what was refused already.
     *
     * @param refused what the refused request carried
     */
    Optional<String> renew(Call call, Origin origin, Place place, Challenge challenge, Optional<String> refused)
            throws RegistryException {
        challenges.put(origin, challenge);
        return answer(call, origin, place, challenge, refused).filter(value -> !refused.equals(Optional.of(value)));
    }

    private Optional<String> answer(
            Call call, Origin origin, Place place, Challenge challenge, Optional<String> refused)
            throws RegistryException {
        Optional<Credential> credential = credentials.find(place.host(), place.path());
        if (credential.orElse(null) instanceof Credential.BearerToken bearer) {
            String value = "Bearer " + bearer.token();
            if (!refused.equals(Optional.of(value)) && !isToken(refused, origin, place, credential)) {
                return Optional.of(value);
            }
        }
        if (challenge.isBearer()) {
            return Optional.of(token(call, origin, place, challenge, credential, refused));
        }
        return credential
                .filter(Credential.Basic.class::isInstance)
                .map(Credential.Basic.class::cast)
                .map(Authorizer::basic);
    }

    /** Whether a token in this place has been exchanged for the credential before, so that it is an identity token. */
    private boolean isToken(Optional<String> refused, Origin origin, Place place, Optional<Credential> credential) {
        return refused.isPresent() && slots.containsKey(new Key(origin, place, credential));
    }

    /** Whether the credential is a bearer token as given, which may turn out to be an identity token. */
    boolean isBearerGiven(Place place) throws RegistryException {
        return credentials.find(place.host(), place.path()).orElse(null) instanceof Credential.BearerToken;
    }

    static String basic(Credential.Basic basic) {
        byte[] pair = (basic.username() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private String token(
            Call call,
            Origin origin,
            Place place,
            Challenge challenge,
            Optional<Credential> credential,
            Optional<String> refused)
            throws RegistryException {
        Slot slot = slots.computeIfAbsent(new Key(origin, place, credential), key -> new Slot());
        try {
            if (!slot.lock.tryLock(call.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw call.timeout();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.cancelled();
        }
        try {
            if (slot.token == null || slot.token.isOver() || refused.equals(Optional.of(slot.token.header()))) {
                slot.token = tokens.fetch(call, origin, place, challenge, credential);
            }
            return slot.token.header();
        } finally {
            slot.lock.unlock();
        }
    }
}
