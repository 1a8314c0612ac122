# ruff: noqa: E501 (a word list)
"""First and family names by culture, the frequent ones first. Put together at random: no real people.

An entry `Елена=elena` says how it is written in an address; `_` stands for a space.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Culture:
    """One stock of names. `share` is how frequent it is, `single` the fraction of people with one name only."""

    share: float
    first: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool = False
    two_families: bool = False
    single: float = 0.0


def _culture(
    share: float,
    first: str,
    family: str,
    family_first: bool = False,
    two_families: bool = False,
    single: float = 0.0,
) -> Culture:
    return Culture(share, _words(first), _words(family), family_first, two_families, single)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


CULTURES = (
    _culture(
        14,
        """James Emma Oliver Grace Thomas Alice Jack Charlotte William Hannah George Lucy Samuel Ruth Daniel Chloe
        Henry Megan Edward Abigail Peter Rachel Simon Holly Martin Joan Neil Beth Colin Fiona""",
        """Smith Taylor Brown Walker Hughes Carter Bennett Marsh Fletcher Webb Harding Osborne Whitlock Pryce
        Thornton Barlow Kendrick Ashby Lockwood Hale Rowntree Penrose Stroud Garside Fenwick Oakley Dunmore""",
    ),
    _culture(
        4,
        """Aoife Liam Ciarán Niamh Seán Órla Conor Sinéad Eoin Róisín Declan Maeve Fergus Caitríona Iain Morag
        Ailsa Rhys Siân Gethin""",
        """O'Brien Murphy Kelly Byrne Ó_Súilleabháin Gallagher McCarthy MacLeod Nolan Doherty Fraser Sinclair
        Llewellyn Griffiths Ní_Dhomhnaill Quigley Brannigan McAllister""",
    ),
    _culture(
        8,
        """Anna Lukas Lena Felix Sophie Jonas Katharina Maximilian Jürgen Sabine Björn Heike Matthias Ursula
        Günther Annika Stefan Brigitte Tobias Käthe Florian Ingrid Moritz Greta""",
        """Müller Schmidt Schneider Weber Wagner Becker Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder
        Neumann Braun Krüger Hartmann Vogel Weiß Günther Lindemann Brandstätter Oberhofer von_Reden""",
    ),
    _culture(
        6,
        """Camille Hugo Léa Louis Chloé Jules Manon Arthur Zoé Théo Élodie Mathieu Aurélie Benoît Hélène François
        Margaux Gaël Inès Rémi Anaïs Étienne Solène Jean-Luc""",
        """Martin Bernard Dubois Petit Durand Leroy Moreau Simon Lefèvre Roux Fournier Girard Bonnet Mercier
        Lambert Faure Rousseau Gauthier Perrot Béranger de_la_Tour Chevalier Lacroix Delorme""",
    ),
    _culture(
        8,
        """María José Lucía Antonio Carmen Javier Sofía Diego Paula Andrés Valentina Íñigo Elena Mateo Camila
        Alejandro Ximena Joaquín Rocío Raúl Inés Hernán Begoña Óscar""",
        """García Rodríguez Martínez López González Hernández Pérez Sánchez Ramírez Torres Flores Núñez Peña
        Ibáñez Castillo Ortega de_la_Cruz Muñoz Quispe Vargas Mamani Echeverría Zúñiga Ávila""",
        two_families=True,
    ),
    _culture(
        6,
        """João Ana Pedro Beatriz Miguel Mariana Tiago Inês Gustavo Larissa Luís Fernanda Rafael Conceição
        Thiago Juliana André Letícia Simão Íris""",
        """Silva Santos Oliveira Souza Pereira Lima Carvalho Ribeiro Almeida Gonçalves Araújo Fonseca Magalhães
        da_Costa dos_Reis Teixeira Nóbrega Brandão Falcão Guimarães""",
    ),
    _culture(
        4,
        """Giulia Marco Francesca Luca Chiara Alessandro Martina Matteo Elisa Davide Niccolò Silvia Paolo Noemi
        Enrico Bianca Zoë Tommaso""",
        """Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Conti De_Luca Costa Giordano
        Mancini Lombardi Moretti D'Angelo Fabbri Niccolini""",
    ),
    _culture(
        4,
        """Sanne Daan Lotte Bram Femke Joris Maaike Sven Anouk Pieter Fleur Ruben Marijke Thijs Roos Koen
        Liesbeth Wouter Hendrik Noor""",
        """de_Vries Jansen van_den_Berg Bakker Visser Smit Meijer de_Boer Mulder Bos Vos Peters Hendriks
        van_Dijk Dekker Brouwer van_der_Heijden Kuipers Postma IJsselstein""",
    ),
    _culture(
        5,
        """Astrid Lars Freja Erik Ingrid Søren Åsa Magnus Sigrid Jørgen Linnéa Håkon Maja Nils Kirsten Øyvind Saga
        Torbjörn Þóra Gunnar""",
        """Hansen Johansson Andersen Nilsson Larsen Lindqvist Berg Sørensen Bergström Haugen Holm Åkesson
        Dahl Rasmussen Sjöberg Ødegård Lund Nygård Hallgrímsdóttir Engström""",
    ),
    _culture(
        3,
        """Aino Mikko Helmi Juhani Sari Väinö Päivi Antti Liisa Kalle Märt Kadri Jaan Tiiu""",
        """Korhonen Virtanen Mäkinen Nieminen Hämäläinen Laine Heikkinen Koskinen Järvinen Tamm Saar Mägi Kask""",
    ),
    _culture(
        5,
        """Zofia Jakub Agnieszka Piotr Małgorzata Michał Kasia Łukasz Ewa Tomáš Jana Jiří Kateřina Zdeněk Zuzana
        Marek Bożena Stanisław Petra Ondřej""",
        """Nowak Kowalska Wiśniewski Wójcik Kamiński Zieliński Szymańska Woźniak Dvořák Svobodová Novotný
        Černý Procházka Kučera Horák Pokorná Grabowski Jabłońska Štěpánek""",
    ),
    _culture(
        2,
        """Eszter Bence Réka Gergő Zsófia Ádám Katalin László Ildikó Péter Tünde Árpád""",
        """Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Balogh Győri Szűcs""",
        family_first=True,
    ),
    _culture(
        2,
        """Елена=elena Иван=ivan Мария=maria Георги=georgi Надежда=nadezhda Димитър=dimitar Десислава=desislava
        Николай=nikolay Виолета=violeta Пламен=plamen""",
        """Иванова=ivanova Георгиев=georgiev Димитров=dimitrov Петрова=petrova Николов=nikolov Стоянова=stoyanova
        Тодоров=todorov Илиева=ilieva Колев=kolev Маринова=marinova""",
    ),
    _culture(
        3,
        """Eleni Giorgos Katerina Nikos Sofia Dimitris Ioana Andrei Mihai Ștefania Cristian Raluca Yannis Despina
        Răzvan Ileana""",
        """Papadopoulou Nikolaidis Pappas Georgiou Ionescu Popescu Dumitrescu Stănescu Vlahos Kostas Țăranu Radu
        Karagiannis Bălan Manolache""",
    ),
    _culture(
        4,
        """Elif Mehmet Zeynep Emre Ayşe Çağlar Gül Burak Derya Ömer Şebnem Kerem Işıl Tolga Nazlı Uğur""",
        """Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Arslan Doğan Kılıç Koç Güneş Erdoğdu Aksoy Tekin""",
    ),
    _culture(
        5,
        """Fatima Omar Layla Youssef Amina Karim Nour Hassan Salma Tariq Rania Bilal Zainab Samir Dalia Idris
        Hala Anwar Yasmin Khalil""",
        """Haddad Mansour Khoury El-Sayed Benali Rahman Nasser Saleh Aziz Al-Masri Bouzid Farouk Hamdan Qasim
        Zaki Chaoui Darwish Tahan Shami Idrissi""",
    ),
    _culture(
        9,
        """Priya Arjun Ananya Rohan Kavya Vikram Deepa Sanjay Meera Aditya Lakshmi Rahul Nandini Karthik Pooja
        Suresh Divya Manoj Sunita Harpreet Gurpreet Ishaan Revathi Imran""",
        """Sharma Patel Singh Kumar Reddy Iyer Nair Gupta Das Mehta Joshi Rao Chatterjee Banerjee Desai
        Kulkarni Menon Kaur Bhat Pillai Malhotra Hussain Fernando Perera""",
        single=0.08,
    ),
    _culture(
        5,
        """Wei Xiaoling Jun Mei Hao Yan Lihua Bo Jing Ming Xue Chen Ying Qiang Shu Tao Hui Peng Ning Zhen""",
        """Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Lin He Gao Luo Tan Ng""",
        family_first=True,
    ),
    _culture(
        4,
        """Lan Minh Hương Tuấn Thảo Dũng Linh Hùng Ngọc Quang Trang Phúc Hạnh Bảo Yến Khánh""",
        """Nguyễn Nguyen Trần Lê Phạm Nguyễn_Thị Hoàng Huỳnh Võ Đặng Bùi Đỗ Nguyễn_Văn Ngô""",
        family_first=True,
    ),
    _culture(
        4,
        """Haruto Yuki Sakura Kenji Aiko Takumi Naomi Hiroshi Emi Daichi Jiwoo Minjun Seoyeon Hyunwoo Eunji
        Sangmin""",
        """Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Kobayashi Mori Ōta Kim Lee Park Choi Jung Kang
        Yoon Hayashi""",
    ),
    _culture(
        4,
        """Siti Agus Dewi Budi Putri Wayan Ketut Nurul Rizky Sri Joko Ayu Jose_Maria Althea Dalisay Rommel Suharti
        Slamet""",
        """Wijaya Santoso Saputra Lestari Hidayat Pratama Kusuma Setiawan dela_Cruz Bautista Reyes Villanueva
        Macaraeg Halim Siregar Nasution""",
        single=0.35,
    ),
    _culture(
        6,
        """Chidi Amara Kwame Ngozi Tunde Folake Kofi Abena Thabo Zanele Wanjiru Kamau Achieng Selam Dawit Chipo
        Tendai Fatou Mamadou Adaeze Sipho Nia""",
        """Okafor Adeyemi Mensah Nwosu Balogun Owusu Dlamini Nkosi Mwangi Otieno Tesfaye Bekele Moyo Diallo
        Traoré Ndiaye Eze Boateng Abiodun van_Wyk Chukwu Asante""",
    ),
)
