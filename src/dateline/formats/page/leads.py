"""How lines open that lead elsewhere, ask for something, or credit a picture, by language. Read by `sayings`."""

LEADS = """
en: also read|get in touch with your|do you have a story|got a story for us|have you been affected|send your stories|
    read also|must read|recommended reading|editor's pick|support local journalism|support our journalism|
    support independent journalism|support quality journalism|share or comment on this|share this article|
    share this story|by entering your|by submitting, |by submitting your email|by signing up, you|by signing up you|
    by signing up, i|by subscribing, |by subscribing you|by providing your email|by clicking submit|
    by clicking subscribe|by clicking sign|get the latest|get our best|never miss a|want more stories|want more news|
    if you enjoyed this|if you liked this|if you like this story|thanks for reading|thank you for reading|
    privacy notice:|this site is protected|this newsletter may|you can unsubscribe|already a subscriber|
    already have an account|to continue reading|to read the full|play audio|view in browser|most read:|
    more like this|in pictures:|in photos:|in pics:|in video:|report a typo|report an error|see an error|
    see a spelling|see a typo|spotted an error|found a mistake|purchase licensing rights|opens new tab|
    e-mail a letter|email a letter|click for more|for the latest news|find out more|learn more about|add us as|
    set as preferred|article continues|story continues|content continues|this article contains affiliate|we may earn|
    image source:|image source,|image caption|image credit|media caption|figure caption|file photo:|
    representational image|representative image|newsletter:|ai-generated summary
de: lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|lesen sie jetzt|lesen sie weiter|lies auch|lies hier|
    lesetipp|auch interessant|auch lesenswert|mehr zum thema|mehr dazu:|mehr dazu hier|mehr dazu lesen|
    mehr dazu in unserem|mehr zu diesem thema|mehr lesen|
    mehr nachrichten|weitere artikel|weitere nachrichten|weitere informationen finden|weitere infos|passend dazu:|
    zum thema:|siehe auch|siehe dazu|hier geht's zu|hier geht es zu|hier finden sie|hier lesen sie|video:|im video:|
    podcast:|quelle:|quellen:|foto:|fotos:|bild:|bilder:|bildquelle|symbolbild|symbolfoto|archivbild|archivfoto|
    grafik:|artikel hören|artikel teilen|artikel merken|artikel vorlesen|artikel verschenken|teilen sie diesen|
    teilen sie den artikel|diskutieren sie mit|schreiben sie uns|abonnieren sie|jetzt abonnieren|jetzt anmelden|
    jetzt lesen|jetzt kostenlos|melden sie sich für|melden sie sich hier|melden sie sich jetzt|zum newsletter|
    newsletter:|unser newsletter|folgen sie uns|folge uns|bleiben sie informiert|bleiben sie auf dem laufenden|
    laden sie die app|laden sie unsere|haben sie einen fehler|fehler gefunden|fehler melden|hinweis der redaktion|
    an dieser stelle finden sie|empfohlener externer|empfohlener redaktioneller|externer inhalt|
    ich bin damit einverstanden|mit dem klick auf|wir verwenden cookies|wir nutzen cookies|wir benötigen ihre|
    bitte aktivieren sie|dieses element enthält|um diesen inhalt|zurück zur startseite|zurück zur übersicht|kurz-url
fr: lire aussi|à lire aussi|a lire aussi|lire également|à lire également|a lire également|lisez aussi|lire la suite|
    lire plus|lire :|lire notre|à lire :|à lire sur|voir aussi|à voir aussi|voir également|à écouter|ecouter aussi|
    écouter aussi|sur le même sujet|sur le même thème|pour en savoir plus|en savoir plus|en images :|en images.|
    en vidéo :|en vidéo.|vidéo.|vidéo :|vidéo:|photo :|photo:|photos :|crédit photo|crédits photo|crédit :|crédits :|
    source :|sources :|source:|article réservé|réservé aux abonnés|cet article est réservé|la suite est réservée|
    abonnez-vous|s'abonner|inscrivez-vous|recevez chaque|recevez toute|recevez nos|recevez gratuitement|
    recevez l'essentiel|suivez-nous|suivez toute|suivez l'actualité|retrouvez tous|retrouvez toute|retrouvez ici|
    retrouvez notre|retrouvez nos|partager sur|partager l'article|partager cet|partagez cet|la suite après|
    votre adresse e-mail|votre adresse email|votre adresse mail|votre e-mail est|votre email est|vos données|
    ce contenu est bloqué|pour afficher ce contenu|temps de lecture|téléchargez l'app|téléchargez notre|
    signaler une erreur|cliquez ici|contenu sponsorisé|newsletter:|newsletter :
es: lea también|lee también|lea además|lee además|lea más|lee más|leer más|leer también|lea aquí|lee aquí|
    te puede interesar|le puede interesar|también te puede|también le puede|puede interesarte|te recomendamos|
    le recomendamos|le sugerimos|no te pierdas|no se pierda|más información|más sobre|más noticias|ver también|
    ver más|vea también|vea además|mira también|mirá también|mire también|además:|además lea|seguí leyendo|
    sigue leyendo|siga leyendo|seguir leyendo|leé también|noticia relacionada|noticias relacionadas|nota relacionada|
    notas relacionadas|relacionado:|relacionadas:|relacionada:|entérese|entérate|vídeo:|video:|fotos:|foto:|
    fotografía:|crédito:|créditos:|fuente:|suscríbete|suscríbase|suscribite|suscribirse|recibe nuestro|recibe en tu|
    recibe las últimas|recibe gratis|recibí las|recibí en|reciba en|apúntate|síguenos|seguinos|síganos|únete a|
    comparte esta|comparte este|comparte en|compartir en|compartir esta|copiar enlace|haz clic|haga clic|hacé clic|
    clic aquí|descarga la app|descarga nuestra|este contenido es exclusivo|contenido exclusivo|regístrate|
    newsletter:|conforme a los criterios|sigue toda la información
pt: leia também|leia mais|leia ainda|leia a seguir|leia tambem|leia aqui|veja também|veja mais|veja ainda|
    veja os vídeos|veja vídeos|vídeos:|vídeo:|confira também|confira mais|saiba mais|saiba tudo|assista também|
    assista:|ouça também|ouça o podcast|ler mais|ler também|mais sobre|mais notícias|notícias relacionadas|
    relacionadas:|relacionado:|continua após a publicidade|continua depois da publicidade|publicado por:|
    compartilhe esta|compartilhe essa|compartilhe no|compartilhe:|partilhe este|partilhe no|siga o canal|
    siga a página|siga o perfil|siga-nos|siga nosso|inscreva-se|assine a newsletter|assine nossa|subscreva|
    subscrever|receba as|receba no|receba notícias|receba em|clique aqui|clique e|participe do canal|
    participe do grupo|entre no canal|entre no grupo|baixe o app|baixe nosso|acompanhe nossas|acompanhe o canal|
    acompanhe as notícias|foto:|fotos:|imagem:|crédito:|créditos:|fonte:|fontes:|conteúdo exclusivo|copiar link|
    newsletter:|conteúdo patrocinado
it: leggi anche|leggi tutto|leggi altro|leggi di più|leggi qui|leggi :|leggi:|leggi l'articolo|leggi lo speciale|
    per approfondire|approfondisci|approfondimento:|ti potrebbe interessare|potrebbe interessarti|
    potrebbero interessarti|guarda anche|guarda il video|guarda :|guarda:|vedi anche|ascolta anche|
    continua a leggere|continua dopo|articolo riservato|contenuto riservato|articoli correlati|correlati:|
    notizie correlate|iscriviti|abbonati ora|abbonati per|ricevi la|ricevi le|ricevi ogni|seguici|segui la diretta|
    segui il canale|condividi su|condividi questo|scarica l'app|clicca qui|foto:|fonte:|crediti:|credits:|video:|
    © riproduzione|riproduzione riservata|stampa la pagina|stampa questa|segnala ad
ca: llegeix també|llegeix més|també et pot|et pot interessar|notícies relacionades|subscriu-te|foto:|font:
nl: lees ook|lees meer|lees verder|lees hier|lees de hele|lees het hele|lees het volledige|lees alles|lees onze|
    bekijk ook|bekijk hier|bekijk meer|bekijk de video|luister ook|luister naar de podcast|luister hier|zie ook|
    meer over dit|meer lezen|meer nieuws|ook interessant|leestip|tekst gaat verder|tekst loopt door|
    artikel gaat verder|de tekst gaat verder|beeld:|foto:|foto's:|bron:|bronnen:|video:|deel dit|deel artikel|
    delen via|volg ons|abonneer|meld je aan|meld u aan|schrijf je in|schrijf u in|ontvang elke|ontvang onze|
    ontvang dagelijks|download de app|klik hier|heb je een tip|heeft u een tip|reageer op|dit artikel delen
sv: läs också|läs även|läs mer|läs hela|läs vidare|läs alla|se även|se också|mer om |mer från |fler artiklar|foto:|
    bild:|bildkälla|källa:|källor:|prenumerera|dela artikeln|följ oss|ladda ner appen|klicka här|gilla oss|tipsa oss|
    har du tips|artikeln fortsätter
da: læs også|læs mere|læs hele|læs videre|læs her|læs resten|se også|hør også|artiklen fortsætter|foto:|kilde:|
    kilder:|del artiklen|følg os|tilmeld dig|klik her|har du et tip|tip os
no: les også|les mer|les hele|les saken|les videre|les alt om|se også|hør også|saken fortsetter|
    artikkelen fortsetter|foto:|kilde:|kilder:|del saken|følg oss|meld deg på|klikk her|tips oss|har du tips
fi: lue myös|lue lisää|lue lisäksi|lue koko|katso myös|katso video|kuuntele myös|juttu jatkuu|artikkeli jatkuu|kuva:|
    kuvat:|lähde:|lähteet:|video:|jaa artikkeli|tilaa uutiskirje|seuraa meitä|ilmoita virheestä|lisää aiheesta|
    mitä ajatuksia juttu|voit keskustella
is: lesa meira|lestu líka|sjá einnig|mynd/
pl: czytaj też|czytaj także|czytaj również|czytaj więcej|czytaj dalej|czytaj:|przeczytaj też|przeczytaj także|
    przeczytaj również|przeczytaj:|przeczytaj więcej|zobacz też|zobacz także|zobacz również|zobacz więcej|zobacz:|
    zobacz wideo|zobacz film|zobacz galerię|polecamy:|polecamy również|polecamy także|warto przeczytać|sprawdź też|
    sprawdź także|sprawdź:|dowiedz się więcej|więcej o:|więcej informacji:|więcej przeczytasz|więcej:|posłuchaj:|
    posłuchaj podcastu|obejrzyj:|obejrzyj wideo|dalsza część tekstu|dalsza część artykułu|ciąg dalszy|źródło:|
    źródła:|fot.|foto:|zdjęcie:|zdjęcia:|oprac.|opracowanie:|udostępnij|podziel się na|podziel się artykułem|
    subskrybuj|zapisz się na|zaprenumeruj|kup prenumeratę|dołącz do nas|obserwuj nas|śledź nas|polub nas|
    pobierz aplikację|kliknij tutaj|masz temat|masz newsa|chcesz być na bieżąco|wyślij znajomemu|wyślij nam|
    materiał sponsorowany|artykuł sponsorowany|wszelkie prawa
cs: čtěte také|čtěte též|čtěte více|čtěte i|čtěte:|přečtěte si|číst dál|číst více|podívejte se na video|
    více o tématu|více k tématu|související:|související články|mohlo by vás|mohlo by se vám|doporučujeme:|
    článek pokračuje|pokračování článku|text pokračuje|zdroj:|zdroje:|foto:|video:|sledujte nás|
    přihlaste se k odběru|předplaťte|klikněte zde
sk: čítajte aj|čítajte tiež|čítajte viac|čítajte:|prečítajte si|pozrite si|pozrite aj|súvisiace:|súvisiace články|
    mohlo by vás|odporúčame:|článok pokračuje|zdroj:|foto:|video:|sledujte nás|predplaťte
hu: olvasd el|olvassa el|olvasta már|olvastad már|kapcsolódó:|kapcsolódó cikk|ez is érdekelheti|önt is érdekelheti|
    ezt is olvassa|bővebben:|bővebben itt|tovább olvas|a cikk folytatódik|cikkünk a hirdetés|forrás:|források:|fotó:|
    kép:|borítókép|(borítókép|nyitókép|(nyitókép|kiemelt kép|kövessen minket|kövess minket|iratkozzon fel|
    iratkozz fel|ossza meg|oszd meg
ro: citește și|citiţi şi|citiți și|citeşte şi|citește mai|citeşte mai|vezi și|vezi şi|vezi aici|află mai|
    pe aceeași temă|articole similare|te-ar putea interesa|ți-ar putea plăcea|recomandări:|recomandăm:|sursa:|sursă:|
    sursa foto|foto:|video:|abonează-te|abonați-vă|urmărește-ne|urmăriți-ne|descarcă aplicația|urmărește știrile|
    editor :|editor:
hr: pročitajte još|pročitajte i|pročitaj još|pročitaj i|čitajte i|čitajte još|pogledajte još|pogledajte i|
    pogledajte video|povezano:|povezane vijesti|vidi još|nastavak teksta|tekst se nastavlja|nastavlja se nakon|
    izvor:|foto:|fotografija:|video:|pratite nas|pretplatite se
sr: прочитајте још|прочитајте и|погледајте још|прочитај још|извор:|фото:|пратите нас
sl: preberite tudi|preberite še|preberite več|preberi tudi|preberi še|poglejte tudi|sorodne novice|vir:|foto:|
    naročite se|sledite nam
bg: прочетете още|прочетете и|прочети още|още по темата|вижте още|вижте и|вижте също|виж още|източник:|снимка:|
    снимки:|последвайте ни|абонирайте се
et: loe ka|loe veel|loe lisaks|vaata ka|seotud artiklid|allikas:|foto:
lv: lasi arī|lasi vēl|lasiet arī|skaties arī|saistītie raksti|foto:|avots:
lt: skaitykite taip pat|taip pat skaitykite|skaitykite daugiau|susiję straipsniai|nuotr.|šaltinis:
ru: читайте также|читайте еще|читайте ещё|читайте подробнее|читайте по теме|читайте в материале|читайте в нашем|
    читайте нас|читайте:|читать также|читать далее|читать полностью|читать еще|читать ещё|подробнее:|
    подробнее об этом|подробнее читайте|смотрите также|смотрите:|см. также|смотреть также|по теме:|материалы по теме|
    еще по теме|ещё по теме|также по теме|новости по теме|рекомендуем:|рекомендуем прочитать|рекомендуем почитать|
    фото:|фотография:|видео:|автор фото|на правах рекламы|подписывайтесь|подпишитесь|подписаться|
    присоединяйтесь к нам|присоединяйтесь к нашему|следите за новостями|следите за нами|будьте в курсе|
    поделитесь новостью|поделитесь с друзьями|скачайте приложение|нашли ошибку|если вы нашли ошибку|
    если вы нашли опечатку|если вы заметили|заметили ошибку|сообщить об ошибке|выделите ошибку|выделите текст|
    выделите фрагмент|оставить комментарий|перейти в медиабанк|перейти в фотобанк
uk: читайте також|читайте ще|читайте більше|читайте:|читати також|читати далі|дивіться також|дивіться:|дивись також|
    до теми:|за темою:|більше за темою|детальніше:|фото:|відео:|підписуйтесь|підпишіться|підписуйтеся|
    приєднуйтесь до|долучайтесь до|долучайтеся до|стежте за новинами|слідкуйте за новинами|слідкуйте за нами|
    якщо ви помітили|якщо ви знайшли помилку|помітили помилку|знайшли помилку
el: διαβάστε επίσης|διαβάστε ακόμα|διαβάστε ακόμη|διαβάστε περισσότερα|διαβάστε και|διαβάστε εδώ|διαβάστε:|
    διάβασε επίσης|διάβασε ακόμη|δείτε επίσης|δείτε ακόμα|δείτε ακόμη|δείτε περισσότερα|δείτε όλες|δείτε το βίντεο|
    δείτε:|δείτε εδώ|σχετικά άρθρα|σχετικές ειδήσεις|πηγή:|πηγή :|φωτογραφία:|φωτογραφίες:|φωτό:|φωτο:|βίντεο:|
    ακολουθήστε το|ακολουθήστε μας|ακολουθείστε|εγγραφείτε|με πληροφορίες από|όλες οι ειδήσεις|ροή ειδήσεων
tr: ilgili haber|i̇lgili haber|ayrıca oku|ayrıca bak|bunu da oku|bunlar da ilginizi|ilginizi çekebilir|
    i̇lginizi çekebilir|bu haberler de|diğer haberler|okumaya devam|haberin devamı|devamını oku|devamı için|
    daha fazla haber|daha fazlası için|kaynak:|foto:|fotoğraf:|fotoğraflar:|görsel:|video:|abone ol|bizi takip|
    haberi paylaş|haber için tıkla|videoyu izle|etiketler:
ar: اقرأ أيضا|اقرأ أيضًا|اقرأ أيضاً|إقرأ أيضا|اقرأ المزيد|إقرأ المزيد|اقرأوا أيضا|اقرؤوا أيضا|شاهد أيضا|شاهد أيضًا|
    شاهد أيضاً|شاهدوا أيضا|تابع أيضا|تابعوا آخر|تابعونا|تابعنا على|للمزيد من التفاصيل|مواضيع ذات صلة|أخبار ذات صلة|
    موضوعات ذات صلة|قد يعجبك|قد يهمك|المصدر:|المصدر :|مصدر:|تصوير:|صورة:|فيديو:|اشترك في نشرتنا|اشترك الآن|
    انضم إلى قناتنا|انضموا إلى|نسخ الرابط
fa: بیشتر بخوانید|بخوانید:|همچنین بخوانید|ببینید:|منبع:|عکس:|انتهای پیام|مطالب مرتبط|اخبار مرتبط
he: קראו גם|קראו עוד|לקריאה נוספת|צפו:|ראו גם|עוד בנושא|כתבות נוספות|צילום:|מקור:
hi: यह भी पढ़ें|ये भी पढ़ें|ये भी देखें|और पढ़ें|इसे भी पढ़ें|ये भी पढ़िए|यह भी देखें|पढ़ें:|वीडियो:|स्रोत:
bn: আরও পড়ুন|আরো পড়ুন|সূত্র:|ছবি:
id: baca juga|baca selengkapnya|baca lagi|baca:|simak juga|simak video|lihat juga|lihat video|tonton juga|
    saksikan juga|artikel terkait|berita terkait|sumber:|foto:|ikuti berita|ikuti kami|gabung grup|dapatkan berita|
    halaman selanjutnya|scroll untuk|scroll to|lanjut membaca
vi: xem thêm|đọc thêm|mời bạn đọc|tin liên quan|bài liên quan|nguồn:|ảnh:|video:
th: อ่านเพิ่มเติม|อ่านต่อ|อ่านข่าว|ข่าวที่เกี่ยวข้อง|ที่มา:|ภาพ:
zh: 相关阅读|相关新闻|相关报道|相关链接|相关专题|相關閱讀|相關新聞|相關報導|延伸阅读|延伸閱讀|更多新闻|更多新聞|
    更多报道|推荐阅读|推薦閱讀|阅读更多|閱讀更多|点击查看|点击进入|點擊查看|点击图片|原标题：|原标题:|原文链接|
    原文網址|责任编辑：|责任编辑:|责编：|责编:|（责任编辑|(责任编辑|（责编|(责编|（编辑|(编辑|编辑：|编辑:|来源：|
    来源:|文章来源|資料來源|來源：|消息来源：|图片来源|图源|圖片來源|图：|圖：|图/|圖/|圖／|文／|视频：|分享到|
    分享至|扫码下载|扫码关注|微信扫一扫|扫一扫关注|关注我们|下载客户端|下載app|打开app|网友评论|我要评论|发表评论|
    返回首页|返回顶部|返回列表|上一篇：|下一篇：|版权声明|免责声明|特别声明：|本文来源|欢迎关注|（完）|(完)
ja: 関連記事|関連ニュース|関連リンク|関連キーワード|あわせて読みたい|合わせて読みたい|続きを読む|続きは有料|
    続きは会員|続きはこちら|この記事は有料|ここから先は|会員限定|有料会員限定|有料会員になると|写真：|写真:|写真提供|
    画像：|画像:|出典：|出典:|引用元：|関連】|写真】|動画】|画像】|記事の続き|もっと見る|次のページ|前のページ|pr】|
    無断転載
ko: 관련기사|관련 기사|관련뉴스|[관련기사|기사제보|기사 제보|저작권자|ⓒ |<저작권자|무단전재|무단 전재|[사진|사진=|
    사진 =|사진제공|출처=|출처:
"""
