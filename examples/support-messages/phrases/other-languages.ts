/** Messages in German, Spanish and French. A line is a whole message without greeting and closing. */
export type OtherLanguage = "de" | "es" | "fr";

/** What a language offers: greetings, closings, and lines for each label. */
export interface Phrasebook {
  readonly greetings: readonly string[];
  readonly closings: readonly string[];
  readonly lines: Readonly<Record<"billing" | "bug" | "account" | "praise", readonly string[]>>;
}

export const OTHER_LANGUAGES: Readonly<Record<OtherLanguage, Phrasebook>> = {
  de: {
    greetings: ["Hallo,", "Guten Tag,", "Moin,", "Liebes Tidepad-Team,", "Sehr geehrte Damen und Herren,"],
    closings: [
      "Danke!",
      "Viele Grüße, {name}",
      "Mit freundlichen Grüßen {name}",
      "LG {name}",
      "Vielen Dank im Voraus.",
    ],
    lines: {
      billing: [
        "mir wurden {amount} [doppelt|zweimal] abgebucht, [bitte erstatten Sie mir eine Zahlung|ich möchte mein Geld zurück].",
        "können Sie mir [bitte|] die Rechnung für [März|Mai|Januar] [schicken|noch einmal schicken]? [Unsere Buchhaltung wartet.|Bitte mit USt-IdNr.]",
        "ich möchte mein Abo [kündigen|zum Monatsende kündigen], [es ist mir zu teuer geworden|ich nutze die App kaum noch].",
        "warum kostet das auf einmal [mehr|{amount}]? [Davon stand nirgends etwas.|Das war anders ausgemacht.]",
      ],
      bug: [
        "die App stürzt [ständig|jedes Mal|seit gestern] ab, wenn ich [eine Notiz öffne|ein Bild einfüge|den Kalender öffne]. [{device}.|Neustart hilft nicht.]",
        "meine Notizen werden [nicht mehr|seit dem Update nicht mehr] synchronisiert, [am Handy fehlt alles von gestern|Fehler {code}].",
        "der PDF-Export [ist leer|bricht ab|zeigt keine Umlaute], [in Firefox und Chrome|auch nach dem Update]. [Bitte beheben.|]",
        "die Suche findet [gar nichts|nur die Hälfte]. [Liegt das an mir?|Ist das bekannt?]",
      ],
      account: [
        "ich habe mein Passwort vergessen und die Mail zum Zurücksetzen [kommt nicht an|ist nie da]. [Auch nicht im Spam.|Meine Adresse ist {email}.]",
        "ich komme [nicht mehr|seit heute nicht] in mein Konto, [es heißt, es sei gesperrt|neues Handy, keine Codes].",
        "bitte löschen Sie mein Konto [und alle meine Daten|vollständig]. [Bestätigen Sie das bitte.|]",
        "wie kann ich [eine Kollegin|drei Kollegen|{colleague}] in unser Team einladen? [Der Link funktioniert nicht.|Ich finde den Knopf nicht.]",
      ],
      praise: [
        "[ich wollte nur sagen:|einfach mal:] [tolle App|super App|ganz große Klasse]! [Weiter so.|Ich nutze sie jeden Tag.]",
        "vielen Dank an {agent} für die [schnelle|freundliche] Hilfe [mit der Rechnung|mit dem Passwort|gestern]. [So geht Service.|Spitze!]",
        "das neue Update ist [großartig|endlich richtig schnell], [danke|ihr seid spitze|macht weiter so]!",
      ],
    },
  },
  es: {
    greetings: ["Hola,", "¡Hola!", "Buenos días,", "Buenas tardes,", "Estimados señores:"],
    closings: ["¡Gracias!", "Gracias de antemano.", "Un saludo, {name}", "Saludos, {name}", "Muchas gracias."],
    lines: {
      billing: [
        "me han cobrado {amount} [dos veces|por duplicado] [este mes|en marzo], [quiero que me devuelvan el dinero|¿me lo pueden devolver?]",
        "necesito la factura de [enero|abril|mayo] [con el NIF de la empresa|para mi contable|]. [No la encuentro en la web.|Es urgente.]",
        "quiero cancelar mi suscripción [cuanto antes|antes de la renovación], [ya no la uso|es demasiado cara].",
        "¿hay [algún descuento|un precio especial] para [estudiantes|escuelas|profesores]? [{amount} es mucho para mí.|]",
      ],
      bug: [
        "la aplicación se cierra [sola|cada vez que abro una nota|todo el rato] [desde ayer|desde la última actualización]. [Tengo un {device}.|¿Qué hago?]",
        "mis notas no se sincronizan [con el móvil|desde el lunes|], [he perdido una tarde de trabajo|sale el error {code}].",
        "no funciona [el buscador|la exportación a PDF|el modo oscuro] [en {browser}|]. [¿Lo pueden arreglar?|Ya lo he reinstalado.]",
      ],
      account: [
        "he olvidado la contraseña y no [me llega|recibo] el correo [para cambiarla|]. [Mi dirección es {email}.|Ya miré en spam.]",
        "no puedo entrar en mi cuenta [desde que cambié de móvil|desde ayer], [me pide un código|dice que está bloqueada].",
        "quiero [borrar|eliminar] mi cuenta [y todos mis datos|]. [¿Cómo se hace?|No encuentro el botón.]",
        "¿cómo [invito a [una compañera|{n} personas] al|quito a [una compañera|alguien] del] equipo? [Soy la administradora.|]",
      ],
      praise: [
        "[me encanta|adoro] esta aplicación, [la uso todos los días|la mejor que he probado]. [¡Enhorabuena!|¡Sigan así!]",
        "muchísimas gracias a {agent} por [su paciencia|la ayuda con el reembolso|resolverlo tan rápido]. [De diez.|]",
        "[la nueva versión|el modo sin conexión] es [una maravilla|justo lo que necesitaba]. [¡Bravo!|Gracias, equipo.]",
      ],
    },
  },
  fr: {
    greetings: ["Bonjour,", "Bonsoir,", "Salut,", "Madame, Monsieur,", "Bonjour l'équipe,"],
    closings: ["Merci !", "Merci d'avance.", "Cordialement, {name}", "Bien à vous, {name}", "Bonne journée."],
    lines: {
      billing: [
        "j'ai été débité de {amount} [deux fois|en double], [merci de me rembourser|je demande un remboursement].",
        "pouvez-vous m'envoyer la facture [de mars|de janvier|du mois dernier] [avec notre numéro de TVA|] ? [Notre comptable la réclame.|]",
        "je souhaite résilier mon abonnement, [c'est trop cher|je ne m'en sers plus]. [Comment faire ?|Merci de confirmer.]",
        "pourquoi le prix [a-t-il augmenté|passe-t-il à {amount}] ? [Personne ne m'a prévenue.|]",
      ],
      bug: [
        "l'application [plante|se ferme toute seule] [à chaque fois que j'ouvre une note|depuis la mise à jour]. [J'ai un {device}.|C'est pénible.]",
        "mes notes ne se synchronisent plus [entre le téléphone et l'ordinateur|depuis hier], [erreur {code}|j'ai perdu du travail].",
        "l'export PDF [est vide|ne marche pas|coupe les images] [sous {browser}|]. [Une idée ?|Pouvez-vous corriger ça ?]",
      ],
      account: [
        "j'ai oublié mon mot de passe et je ne reçois pas [le mail|le lien]. [Mon adresse : {email}.|J'ai regardé dans les spams.]",
        "impossible de me connecter [depuis ce matin|avec mon nouveau téléphone], [mon compte serait bloqué|je n'ai plus les codes].",
        "je voudrais supprimer mon compte [et mes données|]. [Comment faire ?|Merci de confirmer.]",
        "comment [inviter|ajouter] [une collègue|{n} personnes|un stagiaire] dans notre espace ? [Le lien ne marche pas.|]",
      ],
      praise: [
        "[j'adore|nous adorons] votre application, [simple et belle|je m'en sers tous les jours]. [Bravo !|Continuez !]",
        "un grand merci à {agent} pour [son aide|la facture envoyée en dix minutes|sa gentillesse]. [Service impeccable.|]",
        "la nouvelle version est [géniale|superbe], [enfin le mode hors ligne|tout va plus vite]. [Merci !|]",
      ],
    },
  },
};
